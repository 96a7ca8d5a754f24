using System.Globalization;
using Hardening.Analysis;
using HardeningLab.Matrices;
using HardeningLab.Probes;

namespace HardeningLab.Reports;

/// <summary>The last line: whether it holds, of how many cells, in what time, with what.</summary>
internal static class Conclusion
{
    internal static string Of(Proof proof, Palette palette)
    {
        var (style, verdict) = proof.ExitCode switch
        {
            0 => (Style.Good, "holds"),
            1 => (Style.Bad, "does not hold"),
            _ => (Style.Doubtful, "the lab failed"),
        };
        var seconds = proof.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        var with = string.Join(" + ", proof.Protections.Select(PlainText.Of));
        return $"{palette.Paint(style, verdict)}: {CellsOf(proof)}{LayersOf(proof)}{FindingsOf(proof)}, in {seconds} s ({PlainText.Of(proof.Engine)}{(with.Length > 0 ? ", " + with : "")})";
    }

    private static string CellsOf(Proof proof)
    {
        var total = Count(proof.Cells.Count, "cell");
        var wrong = proof.Cells.Count(cell => !cell.Ok);
        var errors = proof.Cells.Count(cell => cell.Observed is Verdict.Error);
        return (proof.Cells.Count, wrong, errors) switch
        {
            (0, _, _) => "no cell was probed",
            (_, 0, _) => $"{total}, {Number(proof.Cells.Count)} as expected",
            (_, _, 0) => $"{Number(wrong)} of {total} not as expected",
            _ => $"{Number(wrong)} of {total} not as expected, {Count(errors, "error")} among them",
        };
    }

    private static string LayersOf(Proof proof)
    {
        var broken = proof.Layers.Count(layer => !layer.Holds);
        return broken == 0
            ? ""
            : $", {Number(broken)} of {Count(proof.Layers.Count, "layer")} not as expected";
    }

    private static string FindingsOf(Proof proof)
    {
        var errors = proof.Findings.Count(finding => finding.Severity is Severity.Error);
        return errors == 0 ? "" : $", {Count(errors, "finding")} of severity error";
    }

    private static string Count(int count, string noun) =>
        $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
