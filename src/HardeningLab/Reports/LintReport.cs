using Hardening.Analysis;

namespace HardeningLab.Reports;

/// <summary>Findings about rules, for people and for programs.</summary>
public static class LintReport
{
    /// <summary>One after the other, and how many of each severity.</summary>
    /// <param name="findings">The findings in their order.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="colour">Whether the output shows colours.</param>
    public static void Write(IReadOnlyList<Finding> findings, TextWriter output, bool colour)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(output);
        var palette = new Palette(colour);
        foreach (var finding in findings)
        {
            FindingText.Write(finding, output, palette);
        }
        int Count(Severity severity) => findings.Count(finding => finding.Severity == severity);
        output.WriteLine(
            $"errors={Count(Severity.Error)} warnings={Count(Severity.Warning)} notes={Count(Severity.Note)}"
        );
    }

    /// <summary>The same as one JSON document; <c>docs/analysis.md</c> says what each field means.</summary>
    /// <param name="findings">The findings in their order.</param>
    /// <param name="output">Stays open.</param>
    public static void WriteJson(IReadOnlyList<Finding> findings, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(findings);
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("findings");
                foreach (var finding in findings)
                {
                    FindingJson.Write(json, finding);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }
}
