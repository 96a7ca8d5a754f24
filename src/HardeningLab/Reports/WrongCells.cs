using HardeningLab.Matrices;
using HardeningLab.Topologies;

namespace HardeningLab.Reports;

/// <summary>The cells that are not as expected, with all that is known of each.</summary>
/// <param name="output">Stays open.</param>
/// <param name="palette">The colours.</param>
/// <param name="repeat">The command that asks a cell's question again, in a layer if not null.</param>
internal sealed class WrongCells(
    TextWriter output,
    Palette palette,
    Func<Cell, Layer?, string> repeat
)
{
    /// <summary>How many groups are shown unless all are asked for.</summary>
    internal const int MaxShown = 20;

    /// <summary>Writes the cells, those that tell the same together, and how many more there are.</summary>
    /// <param name="wrong">Each with the layer that it is wrong in; null for everything in force.</param>
    /// <param name="all">Whether to show however many there are.</param>
    internal void Write(IReadOnlyList<(Cell Cell, Layer? Layer)> wrong, bool all)
    {
        var groups = WrongGroup.Of(wrong);
        var shown = all ? groups.Count : Math.Min(groups.Count, MaxShown);
        foreach (var group in groups.Take(shown))
        {
            Write(group);
        }
        if (groups.Count > shown)
        {
            var more = groups.Skip(shown).Sum(group => group.Cells.Count);
            output.WriteLine($"and {more} more: --verbose shows all");
            output.WriteLine();
        }
    }

    private void Write(WrongGroup group)
    {
        var (cell, layer) = (group.First, group.Layer);
        var where = layer is null ? "" : $", with {LayerTable.NameOf(layer)}";
        output.Write(palette.Paint(Style.Bad, PlainText.Of(group.Named.Name)));
        output.WriteLine($" ({cell.Role.Text()}, via {PlainText.Of(cell.Via)}{where})");
        if (group.Cells.Count > 1)
        {
            Fact("questions", group.Questions);
        }
        Fact("expected", cell.Expected.Text());
        var observed = palette.Paint(VerdictStyle.StyleOf(cell), cell.Observed.Text());
        Fact("observed", $"{observed}: {PlainText.Of(cell.Evidence.Summary)}");
        if (
            cell.Evidence.Reply is { } reply
            && !cell.Evidence.Summary.Contains(reply, StringComparison.Ordinal)
        )
        {
            Fact("reply", PlainText.Of(reply));
        }
        if (EvidenceText.OfPacket(cell.Evidence) is { } packet)
        {
            Fact("packet", packet);
        }
        if (cell.Evidence.Rule is { } rule)
        {
            Fact("rule", EvidenceText.Of(rule));
        }
        Fact("repeat", PlainText.Of(repeat(group.Named, layer)));
        output.WriteLine();
    }

    private void Fact(string name, string text) => output.WriteLine($"  {name, -9} {text}");
}
