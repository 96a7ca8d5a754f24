using System.Globalization;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;

namespace HardeningLab.Reports;

/// <summary>The layers of the defence side by side: how many cells each keeps as expected, and how.</summary>
internal static class LayerTable
{
    /// <summary>The protections of a layer: <c>tcp-wrappers + iptables</c>.</summary>
    internal static string NameOf(Layer layer) =>
        string.Join(" + ", layer.Protections.Select(protection => protection.Text()));

    /// <summary>Lays the table out.</summary>
    /// <param name="layers">At least one.</param>
    internal static TextTable Of(IReadOnlyList<Layer> layers)
    {
        var verdicts = layers
            .SelectMany(layer => layer.Cells)
            .Select(cell => cell.Observed)
            .Distinct()
            .Order()
            .ToArray();
        return new(
            [
                ["layer", "cells", "as expected", .. verdicts.Select(verdict => verdict.Text())],
            ],
            [.. layers.Select(layer => RowOf(layer, verdicts))],
            1
        );
    }

    private static IReadOnlyList<TableEntry> RowOf(Layer layer, Verdict[] verdicts)
    {
        var right = layer.Cells.Count(cell => cell.Ok);
        return
        [
            new(NameOf(layer)),
            new(Number(layer.Cells.Count)),
            new(Number(right), layer.Holds ? Style.Good : Style.Bad),
            .. verdicts.Select(verdict => new TableEntry(
                Number(layer.Cells.Count(cell => cell.Observed == verdict))
            )),
        ];
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
