using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>
/// Between which values the fields lie that a rule asks for: never too narrow, and compared in nanoseconds, so that of fifty
/// million pairs of rules the few are found that can meet a packet both.
/// </summary>
internal sealed class Extent
{
    // Those first that keep most rules apart.
    private static readonly PacketField[] Fields =
    [
        PacketField.SourceAddress,
        PacketField.DestinationAddress,
        PacketField.DestinationPort,
        PacketField.L4Protocol,
        PacketField.InInterface,
        PacketField.SourcePort,
        PacketField.OutInterface,
        PacketField.EthernetSource,
        PacketField.ConnectionState,
    ];

    private static readonly ValueRange Any = new(0, UInt128.MaxValue);

    private readonly ValueRange[] ranges = [.. Fields.Select(_ => Any)];

    // The first three fields cut to what a processor compares at once: they keep most rules apart.
    private (ulong First, ulong Last) sources;
    private (ulong First, ulong Last) destinations;
    private (ulong First, ulong Last) ports;

    private Extent() { }

    /// <summary>Whether the rule meets exactly the packets that lie within.</summary>
    internal bool IsExact { get; private set; } = true;

    /// <summary>That of a rule's first conditions.</summary>
    internal static Extent Of(Rule rule, IpFamily family, NameAtoms names)
    {
        var extent = new Extent();
        foreach (var step in rule.Steps)
        {
            if (step is not Step.When(var condition))
            {
                break;
            }
            extent.Narrow(condition, family, names);
        }
        extent.sources = Cut(extent.ranges[0], family);
        extent.destinations = Cut(extent.ranges[1], family);
        extent.ports = Cut(extent.ranges[2], IpFamily.IPv4);
        return extent;
    }

    /// <summary>Whether some packet may lie in both.</summary>
    internal bool Meets(Extent other) =>
        sources.First <= other.sources.Last
        && other.sources.First <= sources.Last
        && destinations.First <= other.destinations.Last
        && other.destinations.First <= destinations.Last
        && ports.First <= other.ports.Last
        && other.ports.First <= ports.Last
        && MeetsWhole(other);

    /// <summary>Whether the other lies within this one.</summary>
    internal bool Contains(Extent other)
    {
        for (var index = 0; index < ranges.Length; index++)
        {
            if (
                ranges[index].First > other.ranges[index].First
                || ranges[index].Last < other.ranges[index].Last
            )
            {
                return false;
            }
        }
        return true;
    }

    private bool MeetsWhole(Extent other)
    {
        for (var index = 0; index < ranges.Length; index++)
        {
            ref readonly var own = ref ranges[index];
            ref readonly var their = ref other.ranges[index];
            if (own.First > their.Last || their.First > own.Last)
            {
                return false;
            }
        }
        return true;
    }

    private void Narrow(Condition condition, IpFamily family, NameAtoms names)
    {
        switch (condition)
        {
            case Condition.AllOf(var conditions):
                foreach (var one in conditions)
                {
                    Narrow(one, family, names);
                }
                break;
            case Condition.Among(var field, { Count: > 0 } values):
                Narrow(field, values);
                break;
            case Condition.Named(var field, var name, var isPrefix)
                when names.Values(field, name, isPrefix) is { Count: > 0 } atoms:
                Narrow(field, atoms);
                break;
            case Condition.BitsAre(var field, var mask, var value)
                when Prefix(field, mask, value, family) is { } range:
                Narrow(field, [range]);
                break;
            default:
                IsExact = false;
                break;
        }
    }

    private void Narrow(PacketField field, EquatableArray<ValueRange> values)
    {
        var index = Array.IndexOf(Fields, field);
        IsExact &= index >= 0 && values.Count == 1;
        if (index >= 0)
        {
            ranges[index] = new ValueRange(
                UInt128.Max(ranges[index].First, values[0].First),
                UInt128.Min(ranges[index].Last, values[^1].Last)
            );
        }
    }

    private static (ulong, ulong) Cut(ValueRange range, IpFamily family)
    {
        var shift = family == IpFamily.IPv4 ? 0 : 64;
        return (
            (ulong)UInt128.Min(range.First >> shift, ulong.MaxValue),
            (ulong)UInt128.Min(range.Last >> shift, ulong.MaxValue)
        );
    }

    /// <summary>The addresses whose upper bits are these; null where the mask has holes.</summary>
    private static ValueRange? Prefix(
        PacketField field,
        UInt128 mask,
        UInt128 value,
        IpFamily family
    )
    {
        if (field is not (PacketField.SourceAddress or PacketField.DestinationAddress))
        {
            return null;
        }
        var free = ~mask & Address.Highest(family).Bits;
        return (free & (free + 1)) == 0 ? new ValueRange(value, value | free) : null;
    }
}
