using Hardening.Analysis;
using HardeningLab.Matrices;

namespace HardeningLab.Reports;

/// <summary>A finding as compilers write theirs, so that editors jump to it: <c>file:line: severity: message [id]</c>.</summary>
internal static class FindingText
{
    internal static void Write(Finding finding, TextWriter output, Palette palette)
    {
        var place = (finding.File, finding.Line) switch
        {
            (null, _) => "",
            ({ } file, null) => $"{PlainText.Of(file)}: ",
            ({ } file, { } line) => $"{PlainText.Of(file)}:{line}: ",
        };
        var severity = palette.Paint(StyleOf(finding.Severity), finding.Severity.Text());
        output.WriteLine(
            $"{place}{severity}: {Lines(finding.Message)} [{PlainText.Of(finding.Id)}]"
        );
        if (finding.Fix is { } fix)
        {
            output.WriteLine($"    fix: {Lines(fix)}");
        }
    }

    private static string Lines(string text) => string.Join("\n    ", PlainText.LinesOf(text));

    private static Style StyleOf(Severity severity) =>
        severity switch
        {
            Severity.Error => Style.Bad,
            Severity.Warning => Style.Doubtful,
            _ => Style.Plain,
        };
}
