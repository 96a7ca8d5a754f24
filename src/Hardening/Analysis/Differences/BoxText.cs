using System.Globalization;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Differences;

/// <summary>A box in the words of nft(8), as far as it has any.</summary>
internal static class BoxText
{
    private const int MaxValues = 6;

    internal static string Of(PacketBox box, IpFamily family, NameAtoms names)
    {
        var sides = box
            .Sides.Select(side =>
                side.Field == PacketField.ConnectionState ? States(side)
                : NameAtoms.Holds(side.Field) ? Names(side, names)
                : Numbers(side, family)
            )
            .Where(text => text.Length > 0)
            .ToList();
        return sides.Count == 0 ? "every packet" : string.Join(", ", sides);
    }

    private static string Word(PacketBox.Side side) => FieldWords.Of(side.Field);

    /// <summary>All of them are no restriction.</summary>
    private static string States(PacketBox.Side side)
    {
        var ranges = side.Values.ToList();
        var all = Enum.GetValues<TrackingState>();
        var states = all.Where(state =>
                ranges.Exists(range => range.First <= (uint)state && (uint)state <= range.Last)
            )
            .Select(state => state.ToString().ToLowerInvariant())
            .ToList();
        return states.Count == all.Length ? "" : $"{Word(side)} {string.Join(", ", states)}";
    }

    /// <summary>Where all names that no rule asks for are among them, those that are not are named.</summary>
    private static string Names(PacketBox.Side side, NameAtoms names)
    {
        var count = names.Count(side.Field);
        var ranges = side.Values.ToList();
        var atoms = Enumerable
            .Range(0, count)
            .ToLookup(atom =>
                ranges.Exists(range => range.First <= (uint)atom && (uint)atom <= range.Last)
            );
        var isNegated = atoms[true].Contains(0);
        var shown = atoms[!isNegated]
            .Select(atom => names.Describe(side.Field, (UInt128)(uint)atom))
            .ToList();
        return shown.Count == 0
            ? ""
            : $"{Word(side)} {(isNegated ? "not " : "")}{string.Join(", ", shown)}";
    }

    /// <summary>What all but a few values have is told by those few.</summary>
    private static string Numbers(PacketBox.Side side, IpFamily family)
    {
        var others = (~side.Packets).Values(side.Field).Take(MaxValues).ToList();
        var values = side.Values.Take(MaxValues + 1).ToList();
        var isNegated = others.Count < values.Count;
        var shown = isNegated ? others : values;
        var text = string.Join(
            ", ",
            shown.Take(MaxValues).Select(range => Of(side.Field, range, family))
        );
        return $"{Word(side)} {(isNegated ? "not " : "")}{text}{(shown.Count > MaxValues ? ", …" : "")}";
    }

    private static string Of(PacketField field, ValueRange range, IpFamily family)
    {
        if (field is PacketField.SourceAddress or PacketField.DestinationAddress)
        {
            var (first, last) = (new Address(family, range.First), new Address(family, range.Last));
            return AddressSet.OfRanges(new AddressRange(first, last)).Prefixes(family) is [var only]
                ? only.ToString()
                : $"{first}-{last}";
        }
        if (field == PacketField.L4Protocol && range.First == range.Last)
        {
            return (int)range.First switch
            {
                1 => "icmp",
                2 => "igmp",
                6 => "tcp",
                17 => "udp",
                33 => "dccp",
                41 => "ipv6",
                47 => "gre",
                50 => "esp",
                51 => "ah",
                58 => "icmpv6",
                132 => "sctp",
                136 => "udplite",
                var number => number.ToString(CultureInfo.InvariantCulture),
            };
        }
        if (field == PacketField.Fragment && range.First == range.Last && (int)range.First <= 2)
        {
            return range.First == 0 ? "none"
                : range.First == 1 ? "first"
                : "later";
        }
        return FieldWords.ValueOf(field, range.First)
            + (range.First == range.Last ? "" : $"-{FieldWords.ValueOf(field, range.Last)}");
    }
}
