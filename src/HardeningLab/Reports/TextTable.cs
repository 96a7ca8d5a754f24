namespace HardeningLab.Reports;

/// <summary>Aligned columns that fit a width: closer together first, then in blocks one below the other that repeat the first columns.</summary>
/// <param name="heads">The header lines, each with one text per column; a text equal to its left neighbour's is not repeated.</param>
/// <param name="rows">The rows, each with one entry per column.</param>
/// <param name="repeated">How many columns lead every block.</param>
internal sealed class TextTable(
    IReadOnlyList<IReadOnlyList<string>> heads,
    IReadOnlyList<IReadOnlyList<TableEntry>> rows,
    int repeated
)
{
    private const int WideGap = 2;
    private const int NarrowGap = 1;

    /// <summary>Writes the table.</summary>
    /// <param name="output">Stays open.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="width">Characters in a line; null is no limit.</param>
    public void Write(TextWriter output, Palette palette, int? width)
    {
        var widths = Enumerable.Range(0, heads[0].Count).Select(WidthOf).ToArray();
        var all = Enumerable.Range(0, widths.Length).ToArray();
        var gap = LengthOf(all, widths, WideGap) <= (width ?? int.MaxValue) ? WideGap : NarrowGap;
        var first = true;
        foreach (var block in Blocks(widths, gap, width ?? int.MaxValue))
        {
            if (!first)
            {
                output.WriteLine();
            }
            first = false;
            WriteBlock(output, palette, block, widths, gap);
        }
    }

    private List<int[]> Blocks(int[] widths, int gap, int width)
    {
        var leading = Enumerable.Range(0, repeated).ToArray();
        var blocks = new List<int[]>();
        var start = repeated;
        for (var column = repeated + 1; column < widths.Length; column++)
        {
            int[] wider = [.. leading, .. Enumerable.Range(start, column - start + 1)];
            if (LengthOf(wider, widths, gap) > width)
            {
                var end = LastGroupWithin(start, column);
                blocks.Add([.. leading, .. Enumerable.Range(start, end - start)]);
                start = end;
            }
        }
        blocks.Add([.. leading, .. Enumerable.Range(start, widths.Length - start)]);
        return blocks;
    }

    /// <summary>Where to break before <paramref name="column"/>: where its group begins, if that leaves something before it.</summary>
    private int LastGroupWithin(int start, int column)
    {
        for (var end = column; end > start; end--)
        {
            if (heads.Count < 2 || !SameGroup(heads[^2], end))
            {
                return end;
            }
        }
        return column;
    }

    private void WriteBlock(
        TextWriter output,
        Palette palette,
        int[] columns,
        int[] widths,
        int gap
    )
    {
        foreach (var head in heads)
        {
            var shown = columns.Select(
                (column, at) => at > repeated && SameGroup(head, column) ? "" : head[column]
            );
            WriteLine(
                output,
                palette,
                shown.Select(text => new TableEntry(text, Style.Heading)),
                columns,
                widths,
                gap
            );
        }
        foreach (var row in rows)
        {
            WriteLine(output, palette, columns.Select(column => row[column]), columns, widths, gap);
        }
    }

    /// <summary>A head spans its neighbour's column when it and every head above it are the neighbour's; the last line never spans.</summary>
    private bool SameGroup(IReadOnlyList<string> head, int column)
    {
        for (var line = 0; line < heads.Count - 1; line++)
        {
            if (heads[line][column] != heads[line][column - 1])
            {
                return false;
            }
            if (ReferenceEquals(heads[line], head))
            {
                return true;
            }
        }
        return false;
    }

    private static void WriteLine(
        TextWriter output,
        Palette palette,
        IEnumerable<TableEntry> entries,
        int[] columns,
        int[] widths,
        int gap
    )
    {
        var blanks = 0;
        foreach (var (entry, column) in entries.Zip(columns))
        {
            // Blanks wait for the next text, so that no line ends in them.
            if (entry.Text.Length > 0)
            {
                output.Write(new string(' ', blanks));
                output.Write(palette.Paint(entry.Style, entry.Text));
                blanks = 0;
            }
            blanks += widths[column] - entry.Text.Length + gap;
        }
        output.WriteLine();
    }

    private int WidthOf(int column) =>
        Math.Max(
            heads.Max(head => head[column].Length),
            rows.Count == 0 ? 0 : rows.Max(row => row[column].Text.Length)
        );

    private static int LengthOf(int[] columns, int[] widths, int gap) =>
        columns.Sum(column => widths[column]) + gap * (columns.Length - 1);
}
