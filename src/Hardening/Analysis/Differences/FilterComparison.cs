using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Analysis.Differences;

/// <summary>Compares two filters of a family by what they do with every packet.</summary>
public static class FilterComparison
{
    private const int MaxBoxes = 8;

    private const uint FewBehind = 7;

    /// <summary>What differs; nothing where they are equal.</summary>
    /// <param name="old">The one filter.</param>
    /// <param name="now">The other one, of the same family.</param>
    /// <exception cref="ChainLoopException">Chains of one go round in a circle.</exception>
    public static IEnumerable<FilterDifference> Compare(PacketFilter old, PacketFilter now) =>
        Compare(new ComparedSide(old), new ComparedSide(now));

    /// <summary>
    /// What differs of two sides that may have hosts files. Where one has, only the first packets of connections are compared that
    /// come to the services of the catalogue, as the wrappers say nothing of others.
    /// </summary>
    /// <param name="old">The one side.</param>
    /// <param name="now">The other one, of the same family.</param>
    /// <exception cref="ChainLoopException">Chains of one go round in a circle.</exception>
    public static IEnumerable<FilterDifference> Compare(ComparedSide old, ComparedSide now)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(now);
        var pair = new FilterPair(old, now);
        foreach (var (way, letThrough, keptOut) in pair.Differences())
        {
            foreach (var (set, isLetThrough) in new[] { (letThrough, true), (keptOut, false) })
            {
                if (!set.Possible.IsEmpty)
                {
                    yield return Describe(pair, set, way, isLetThrough);
                }
            }
        }
    }

    private static FilterDifference Describe(
        FilterPair pair,
        PacketSet set,
        string way,
        bool isLetThrough
    )
    {
        var certain = set.Certain;
        var among = certain.IsEmpty ? pair.Shown.Of(set) : certain;
        var isShown = !among.IsEmpty;
        among = isShown ? among : set;
        var shown = among.Possible;
        // What befalls whole packets is told as that, without a word of fragments.
        var whole = shown.With(PacketField.Fragment, 3, 0);
        shown = whole.IsEmpty ? shown : whole;
        var boxes = FewestBoxes.Of(shown, MaxBoxes);
        return new FilterDifference(
            pair.Old.Family,
            way,
            isLetThrough,
            boxes.Take(MaxBoxes).Select(box => Describe(pair, among, box, way)).ToEquatableArray(),
            boxes.Count <= MaxBoxes
                ? 0
                : shown
                    .Boxes(Enum.GetValues<PacketField>())
                    .Skip(MaxBoxes)
                    .Take(FilterDifference.MostCounted)
                    .Count(),
            !certain.IsEmpty,
            set == certain ? []
                : certain.IsEmpty ? among.Unknowns.ToEquatableArray()
                : set.Unknowns.ToEquatableArray()
        )
        {
            Layer = pair.Old.Layer,
            IsShown = isShown,
        };
    }

    private static DifferenceBox Describe(FilterPair pair, PacketSet set, PacketBox box, string way)
    {
        var family = pair.Old.Family;
        var within = Natural(pair, box.Sides.Aggregate(set, (rest, side) => rest & side.Packets));
        // What comes from outside is what a person thinks of first.
        var outside = way == "out" ? within : within - pair.OnLoopback;
        var packet = outside.IsEmpty
            ? NaturalPackets.In(within, family, pair.Names, isLoopback: true)
            : NaturalPackets.In(Inside(outside, box), family, pair.Names, isLoopback: false);
        packet = packet with { Layer = pair.Old.Layer };
        var (was, becomes) = pair.Decide(packet, way);
        return new DifferenceBox(BoxText.Of(box, family, pair.Names), packet, was, becomes);
    }

    /// <summary>Of frames those with IPv4, else with ARP, where there are any.</summary>
    private static PacketSet Natural(FilterPair pair, PacketSet set)
    {
        if (pair.Old.Layer != FilterLayer.Bridge)
        {
            return set;
        }
        foreach (var type in (uint[])[FrameTypes.Ipv4, FrameTypes.Arp])
        {
            var one = set & set.OfValue(PacketField.EtherType, type);
            if (!one.IsEmpty)
            {
                return one;
            }
        }
        return set;
    }

    /// <summary>Of a prefix not its first address, which no host has, but one a few behind it.</summary>
    private static PacketSet Inside(PacketSet set, PacketBox box)
    {
        foreach (var side in box.Sides)
        {
            if (
                side.Field is PacketField.SourceAddress or PacketField.DestinationAddress
                && side.Values.Take(2).ToList() is [var (first, last)]
                && last - first > FewBehind
            )
            {
                var one = set & set.OfValue(side.Field, first + FewBehind);
                set = one.IsEmpty ? set : one;
            }
        }
        return set;
    }
}
