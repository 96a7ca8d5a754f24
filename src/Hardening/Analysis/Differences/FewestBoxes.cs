using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Differences;

/// <summary>
/// Divides a set into as few disjoint boxes as some orders of the fields give: which field is told apart first decides how often
/// the others are said again.
/// </summary>
internal static class FewestBoxes
{
    private static readonly PacketField[] All = Enum.GetValues<PacketField>();

    private static readonly PacketField[][] Orders =
    [
        All,
        Before(PacketField.L4Protocol, PacketField.DestinationPort, PacketField.SourceAddress),
        Before(PacketField.SourceAddress, PacketField.InInterface, PacketField.L4Protocol),
        Before(PacketField.DestinationPort, PacketField.L4Protocol, PacketField.ConnectionState),
        Before(PacketField.InInterface, PacketField.SourceAddress, PacketField.DestinationPort),
    ];

    /// <summary>The boxes, no more than the limit and one.</summary>
    internal static IReadOnlyList<PacketBox> Of(PacketSet set, int limit)
    {
        List<PacketBox>? fewest = null;
        foreach (var order in Orders)
        {
            var boxes = set.Boxes(order).Take(Math.Min(limit, fewest?.Count ?? limit) + 1).ToList();
            if (fewest is null || boxes.Count < fewest.Count)
            {
                fewest = boxes;
            }
            if (fewest.Count <= 1)
            {
                break;
            }
        }
        return fewest is null || fewest.Count > limit ? fewest ?? [] : Merged(fewest);
    }

    /// <summary>Those that differ in one field alone are one.</summary>
    private static List<PacketBox> Merged(List<PacketBox> boxes)
    {
        for (var first = 0; first < boxes.Count; first++)
        {
            for (var second = first + 1; second < boxes.Count; second++)
            {
                if (Union(boxes[first], boxes[second]) is { } both)
                {
                    boxes[first] = both;
                    boxes.RemoveAt(second);
                    (first, second) = (-1, boxes.Count);
                }
            }
        }
        return boxes;
    }

    private static PacketBox? Union(PacketBox one, PacketBox other)
    {
        var others = other.Sides.ToDictionary(side => side.Field, side => side.Packets);
        if (
            one.Sides.Count != other.Sides.Count
            || !one.Sides.All(side => others.ContainsKey(side.Field))
        )
        {
            return null;
        }
        var apart = one.Sides.Where(side => side.Packets != others[side.Field]).ToList();
        if (apart is not [var only])
        {
            return null;
        }
        var both = only.Packets | others[only.Field];
        return new PacketBox([
            .. one.Sides.SelectMany(side =>
                side != only ? [side]
                : both.IsAll ? []
                : new[] { new PacketBox.Side(side.Field, both) }
            ),
        ]);
    }

    private static PacketField[] Before(params PacketField[] first) =>
        [.. first, .. All.Except(first)];
}
