using Hardening.Rulesets;

namespace Hardening.Analysis.Mending;

/// <summary>A text whose lines are changed, and which of them stood where before.</summary>
internal sealed class MendedText
{
    private readonly RulesetFile file;
    private readonly List<Row> rows;

    internal MendedText(RulesetFile file)
    {
        this.file = file;
        var lines = file.Text.Split('\n');
        IsTerminated = file.Text.EndsWith('\n');
        rows =
        [
            .. lines
                .Take(IsTerminated || file.Text.Length == 0 ? lines.Length - 1 : lines.Length)
                .Select((line, index) => new Row(line, index + 1)),
        ];
    }

    /// <summary>The text as it is now.</summary>
    internal RulesetFile File =>
        file with
        {
            Text = string.Join('\n', rows.Select(row => row.Text)) + (IsTerminated ? "\n" : ""),
        };

    /// <summary>Whether the last line ends with a newline.</summary>
    internal bool IsTerminated { get; set; }

    /// <summary>The line that stands here now, by where it stood; a line that is new has a number of its own.</summary>
    internal int OldLine(int line) =>
        line >= 1 && line <= rows.Count && rows[line - 1].Old > 0
            ? rows[line - 1].Old
            : -Math.Abs(line);

    /// <summary>For each line where it stood; 0 for a new one.</summary>
    internal IEnumerable<int> OldLines => rows.Select(row => row.Old);

    /// <summary>The line with those that continue it.</summary>
    /// <param name="line">Where it stood at first, one-based.</param>
    internal IReadOnlyList<string> Lines(int line)
    {
        var (at, count) = Span(line);
        return [.. rows.Skip(at).Take(count).Select(row => row.Text)];
    }

    internal void Delete(int line)
    {
        var (at, count) = Span(line);
        rows.RemoveRange(at, count);
    }

    /// <summary>Puts other words into a line and those that continue it.</summary>
    internal void Replace(int line, Func<string, string> change)
    {
        var (at, count) = Span(line);
        for (var index = at; index < at + count; index++)
        {
            rows[index] = rows[index] with { Text = change(rows[index].Text) };
        }
    }

    /// <summary>Puts a line before another one.</summary>
    internal void Move(int line, int before)
    {
        var (at, count) = Span(line);
        var moved = rows.GetRange(at, count);
        rows.RemoveRange(at, count);
        rows.InsertRange(Span(before).At, moved);
    }

    internal void InsertBefore(int line, string text) =>
        rows.Insert(Span(line).At, new Row(text, 0));

    internal void InsertAfter(int line, IEnumerable<string> lines)
    {
        var (at, count) = Span(line);
        rows.InsertRange(at + count, lines.Select(text => new Row(text, 0)));
    }

    internal void Append(string line) => rows.Add(new Row(line, 0));

    private (int At, int Count) Span(int line)
    {
        var at = rows.FindIndex(row => row.Old == line);
        if (at < 0)
        {
            return (0, 0);
        }
        var count = 1;
        while (at + count < rows.Count && rows[at + count - 1].Text.EndsWith('\\'))
        {
            count++;
        }
        return (at, count);
    }

    /// <param name="Text">The line without its newline.</param>
    /// <param name="Old">Where it stood, one-based; 0 for a new one.</param>
    private sealed record Row(string Text, int Old);
}
