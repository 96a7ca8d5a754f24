using DiffPlex.Renderer;
using Hardening;
using Hardening.Changes;

namespace HardeningLab.Reports;

/// <summary>What changes in a part of a host, as <c>diff -u</c> and Ansible show it.</summary>
internal static class UnifiedDiff
{
    // To find what two long texts have in common takes the square of what they have not.
    private const int MostCompared = 4000;

    /// <summary>The lines, each with its sign; no line for a part whose lines stay.</summary>
    internal static IEnumerable<string> Of(PartChange change)
    {
        var (before, after) = (change.Before, change.After);
        if (before == after)
        {
            return [];
        }
        var name = change.Part.Text();
        var (from, to) = ($"before: {name}", $"after: {name}");
        return before.Count == 0 || after.Count == 0 || before.Count + after.Count > MostCompared
            ?
            [
                $"--- {from}",
                $"+++ {to}",
                $"@@ -{Range(before)} +{Range(after)} @@",
                .. before.Select(line => $"-{line}"),
                .. after.Select(line => $"+{line}"),
            ]
            : UnidiffRenderer
                .GenerateUnidiff(string.Join('\n', before), string.Join('\n', after), from, to)
                .TrimEnd()
                .Split(Environment.NewLine);
    }

    private static string Range(EquatableArray<string> lines) =>
        lines.Count == 0 ? "0,0" : $"1,{lines.Count}";
}
