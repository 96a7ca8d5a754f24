using System.Globalization;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Reports;

/// <summary>What came of probes that are no part of a proof: verdict, evidence and the rule that decided, and no judgement.</summary>
public static class ProbeReport
{
    /// <summary>Writes a few lines for each probe.</summary>
    /// <param name="cells">What was observed.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="colour">Whether the reader's terminal shows colours.</param>
    public static void Write(IEnumerable<Cell> cells, TextWriter output, bool colour = false)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(output);
        var palette = new Palette(colour);
        foreach (var cell in cells)
        {
            var style = cell.Observed is Verdict.Inconclusive or Verdict.Error
                ? Style.Doubtful
                : Style.Heading;
            var time = cell.Milliseconds.ToString("0.00", CultureInfo.InvariantCulture);
            output.WriteLine(
                $"{PlainText.Of(cell.Name)}: {palette.Paint(style, cell.Observed.Text())} in {time} ms"
            );
            output.WriteLine(
                $"    {PlainText.Of(cell.Evidence.Summary)} ({cell.Role.Text()}, to {PlainText.Of(cell.Destination)} via {PlainText.Of(cell.Via)})"
            );
            if (cell.Evidence.Rule is { } rule)
            {
                output.WriteLine($"    {EvidenceText.Of(rule)}");
            }
        }
    }

    /// <summary>Writes one JSON document; <c>docs/lab.md</c> says what each field means.</summary>
    /// <param name="lab">The lab's name.</param>
    /// <param name="cells">What was observed.</param>
    /// <param name="output">Stays open.</param>
    public static void WriteJson(string lab, IEnumerable<Cell> cells, TextWriter output) =>
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("schema", 1);
                json.WriteString("lab", lab);
                json.WriteStartArray("probes");
                foreach (var cell in cells)
                {
                    CellJson.Write(json, cell, isJudged: false);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
}
