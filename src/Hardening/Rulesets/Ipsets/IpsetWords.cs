namespace Hardening.Rulesets.Ipsets;

/// <summary>The words of one line of <c>ipset save</c>; only comments are quoted, and nothing is escaped.</summary>
internal ref struct IpsetWords(ReadOnlySpan<char> line)
{
    private readonly ReadOnlySpan<char> line = line;
    private int next;

    /// <summary>The column of the word taken last, one-based; behind the line's end where there was none.</summary>
    public int Column { get; private set; }

    /// <summary>The next word; empty where there is none.</summary>
    public ReadOnlySpan<char> Take()
    {
        while (next < line.Length && line[next] == ' ')
        {
            next++;
        }
        Column = next + 1;
        var length = line[next..].IndexOf(' ');
        var word = length < 0 ? line[next..] : line.Slice(next, length);
        next += word.Length;
        return word;
    }

    /// <summary>The next word, or what stands between quotes; empty where there is none.</summary>
    public ReadOnlySpan<char> TakeValue()
    {
        if (next + 1 < line.Length && line[next + 1] == '"')
        {
            var start = next + 2;
            var length = line[start..].IndexOf('"');
            if (length >= 0)
            {
                Column = start;
                next = start + length + 1;
                return line.Slice(start, length);
            }
        }
        return Take();
    }
}
