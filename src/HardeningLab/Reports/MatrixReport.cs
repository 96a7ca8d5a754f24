using System.Globalization;
using Hardening;
using Hardening.Addresses;
using Hardening.Analysis;
using HardeningLab.Matrices;

namespace HardeningLab.Reports;

/// <summary>The proof for people: what is wrong first, then the matrix, the layers, the findings, and one line that says it all.</summary>
public static class MatrixReport
{
    /// <summary>How many findings are shown unless all are asked for.</summary>
    private const int MaxFindings = 20;

    /// <summary>Writes the report.</summary>
    /// <param name="proof">What came of the proof.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="repeat">The command that asks a cell's question again; in the given layer alone, if not null.</param>
    /// <param name="colour">Whether the reader's terminal shows colours.</param>
    /// <param name="width">Characters in a line, at least 40 for good results; null is no limit.</param>
    /// <param name="verbose">Whether every row, every wrong cell, every finding and the evidence of every cell is shown.</param>
    public static void Write(
        Proof proof,
        TextWriter output,
        Func<Cell, Layer?, string> repeat,
        bool colour = false,
        int? width = null,
        bool verbose = false
    )
    {
        var palette = new Palette(colour);
        output.WriteLine(palette.Paint(Style.Heading, PlainText.Of(proof.Policy)));
        output.WriteLine();
        new WrongCells(output, palette, repeat).Write(WrongOf(proof), verbose);
        foreach (var family in (ReadOnlySpan<IpFamily>)[IpFamily.IPv4, IpFamily.IPv6])
        {
            var cells = proof.Cells.Where(cell => cell.Family == family).ToArray();
            if (cells.Length > 0)
            {
                FamilyMatrix.Of(family, cells, verbose).Write(output, palette, width);
                output.WriteLine();
            }
        }
        if (proof.Layers.Count > 0)
        {
            LayerTable.Of(proof.Layers).Write(output, palette, width);
            output.WriteLine();
        }
        if (verbose)
        {
            WriteEvidence(proof.Cells, output, palette);
        }
        WriteFindings(proof.Findings, output, palette, verbose);
        if (proof.Analysis is { } analysis)
        {
            output.WriteLine(StaticReport.Conclusion(analysis, palette));
        }
        output.WriteLine(Conclusion.Of(proof, palette));
    }

    private static List<(Cell, Layer?)> WrongOf(Proof proof)
    {
        var wrong = proof.Cells.Where(cell => !cell.Ok).Select(cell => (cell, (Layer?)null));
        // The layer of all together is the matrix itself: what is wrong there is told once.
        return
        [
            .. wrong,
            .. proof
                .Layers.Where(layer => layer.Cells != proof.Cells)
                .SelectMany(layer =>
                    layer.Cells.Where(cell => !cell.Ok).Select(cell => (cell, (Layer?)layer))
                ),
        ];
    }

    private static void WriteEvidence(
        EquatableArray<Cell> cells,
        TextWriter output,
        Palette palette
    )
    {
        foreach (var cell in cells)
        {
            var verdict = palette.Paint(VerdictStyle.StyleOf(cell), cell.Observed.Text());
            var time = cell.Milliseconds.ToString("0.00", CultureInfo.InvariantCulture);
            var rule = cell.Evidence.Rule is { } decided ? $"; {EvidenceText.Of(decided)}" : "";
            output.WriteLine(
                $"{PlainText.Of(cell.Name)}: {verdict} in {time} ms: {PlainText.Of(cell.Evidence.Summary)}{rule}"
            );
        }
        output.WriteLine();
    }

    private static void WriteFindings(
        EquatableArray<Finding> findings,
        TextWriter output,
        Palette palette,
        bool all
    )
    {
        var shown = all ? findings.Count : Math.Min(findings.Count, MaxFindings);
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity).Take(shown))
        {
            FindingText.Write(finding, output, palette);
        }
        if (findings.Count > shown)
        {
            output.WriteLine($"and {findings.Count - shown} more findings: --verbose shows all");
        }
        if (findings.Count > 0)
        {
            output.WriteLine();
        }
    }
}
