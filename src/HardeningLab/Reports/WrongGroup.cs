using HardeningLab.Matrices;

namespace HardeningLab.Reports;

/// <summary>Wrong cells that tell the same: one source, one service and transport, one fate, whatever the version.</summary>
/// <param name="Layer">The layer that they are wrong in; null for everything in force.</param>
/// <param name="Cells">At least one.</param>
internal sealed record WrongGroup(Layer? Layer, IReadOnlyList<Cell> Cells)
{
    internal Cell First => Cells[0];

    /// <summary>What <c>--only</c> calls them all.</summary>
    internal Cell Named => Cells.Count == 1 ? First : First with { Version = null };

    /// <summary>The questions, if there are several: <c>v2.dump v2.getport</c>.</summary>
    internal string Questions =>
        string.Join(' ', Cells.Select(cell => cell.Name[(Named.Name.Length + 1)..]));

    /// <summary>Groups in the order of their first cells.</summary>
    internal static IReadOnlyList<WrongGroup> Of(IEnumerable<(Cell Cell, Layer? Layer)> wrong) =>
        [
            .. wrong
                .GroupBy(one => (one.Layer, Fate(one.Cell)), one => one.Cell)
                .Select(group => new WrongGroup(group.Key.Layer, [.. group])),
        ];

    private static object Fate(Cell cell) =>
        (
            (cell.Asker, cell.Via, cell.Service, cell.Transport, cell.Port),
            (cell.Expected, cell.Observed),
            (cell.Evidence.Rule, cell.Evidence.Arrived, cell.Evidence.Delivered)
        );
}
