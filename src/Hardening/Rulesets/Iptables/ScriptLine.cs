namespace Hardening.Rulesets.Iptables;

/// <summary>A line of a script with the lines that continue it.</summary>
/// <param name="Number">Its first line, one-based.</param>
/// <param name="Parts">The physical lines, without the backslashes at their ends.</param>
internal sealed record ScriptLine(int Number, EquatableArray<string> Parts)
{
    /// <summary>What a shell reads; its blanks at both ends are of no account.</summary>
    public string Text => string.Concat(Parts);

    /// <summary>For people: each part trimmed, with a blank between.</summary>
    public string Joined => string.Join(' ', Parts.Select(part => part.Trim()));

    /// <summary>The place of a character of <see cref="Text"/>.</summary>
    public (int Line, int Column) Place(int index)
    {
        var number = Number;
        foreach (var part in Parts.SkipLast(1))
        {
            if (index < part.Length)
            {
                break;
            }
            index -= part.Length;
            number++;
        }
        return (number, index + 1);
    }

    /// <summary>The lines of a script. A backslash at the end of a comment continues nothing.</summary>
    public static IEnumerable<ScriptLine> Split(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var number = i + 1;
            List<string> parts = [];
            while (Continues(lines[i]) && i < lines.Length - 1 && !IsComment(parts, lines[i]))
            {
                parts.Add(lines[i][..^1]);
                i++;
            }
            parts.Add(lines[i]);
            yield return new ScriptLine(number, parts.ToEquatableArray());
        }
    }

    private static bool IsComment(List<string> before, string line) =>
        before.Count == 0 && line.AsSpan().TrimStart().StartsWith("#");

    private static bool Continues(string line)
    {
        var backslashes = line.Length - line.AsSpan().TrimEnd('\\').Length;
        return backslashes % 2 == 1;
    }
}
