namespace Hardening.Analysis.PacketSets;

/// <summary>Divides a set into boxes, field by field.</summary>
internal static class PacketBoxes
{
    internal static IEnumerable<PacketBox> Of(
        PacketSpace space,
        int edge,
        IEnumerable<PacketField> fields
    )
    {
        var named = fields.Distinct().ToList();
        var rest = new PacketSet(space, edge);
        foreach (var other in Enum.GetValues<PacketField>().Except(named))
        {
            rest = rest.Ignoring(other);
        }
        return Divide(rest, named, []);
    }

    private static IEnumerable<PacketBox> Divide(
        PacketSet set,
        IReadOnlyList<PacketField> fields,
        EquatableArray<PacketBox.Side> sides
    )
    {
        if (set.IsEmpty)
        {
            return [];
        }
        if (fields.Count == 0)
        {
            return [new PacketBox(sides)];
        }
        var (field, others) = (fields[0], fields.Skip(1).ToList());
        return Classes(set, field)
            .SelectMany(part =>
                Divide(
                    part.Remainder,
                    others,
                    part.IsWhole ? sides : [.. sides, new PacketBox.Side(field, part.Same)]
                )
            );
    }

    /// <summary>The values of a field that make no difference to what the other fields may be, together.</summary>
    private static IEnumerable<(PacketSet Remainder, PacketSet Same, bool IsWhole)> Classes(
        PacketSet set,
        PacketField field
    )
    {
        var left = set;
        while (!left.IsEmpty)
        {
            var value = left.Values(field).First().First;
            var rest = left.With(field, UInt128.MaxValue, value);
            // The values with which exactly the same is left.
            var same = ~(left ^ rest).IgnoringAllBut(field);
            yield return (rest, same, same.IsAll);
            left -= same;
        }
    }
}
