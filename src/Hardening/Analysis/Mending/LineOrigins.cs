namespace Hardening.Analysis.Mending;

/// <summary>Where the lines of texts that were changed several times stood at first.</summary>
internal sealed class LineOrigins
{
    private readonly Dictionary<string, IReadOnlyList<int>> origins = new(StringComparer.Ordinal);

    /// <summary>Follows one change.</summary>
    internal void Follow(IReadOnlyDictionary<string, MendedText> changes)
    {
        foreach (var (file, text) in changes)
        {
            origins[file] = [.. text.OldLines.Select(line => Of(file, line))];
        }
    }

    /// <summary>The finding with the line that it had at first; with none where that line is new.</summary>
    internal Finding Of(Finding finding) =>
        finding is { File: { } file, Line: { } line }
            ? finding with
            {
                Line = Of(file, line) is > 0 and var first ? first : null,
            }
            : finding;

    private int Of(string file, int line) =>
        !origins.TryGetValue(file, out var lines) ? line
        : line >= 1 && line <= lines.Count ? lines[line - 1]
        : 0;
}
