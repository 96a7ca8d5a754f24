using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>What a rule asks of packets, as far as it is modelled.</summary>
internal abstract record Question
{
    private Question() { }

    /// <summary>The value is between these, both included; null where that can't be said.</summary>
    internal abstract Condition? Between(UInt128 first, UInt128 last);

    /// <summary>The value is this name; null where it has none.</summary>
    internal virtual Condition? Is(string name) => null;

    /// <summary>One of these bits is set, at least; null where that can't be said.</summary>
    internal virtual Condition? HasAnyOf(UInt128 bits) => null;

    /// <summary>The value is the key of one of these elements, all at once; null where that can't be said.</summary>
    internal virtual Condition? Ranges(IReadOnlyList<Expression> elements) => null;

    /// <summary>A field of the packet.</summary>
    /// <param name="Of">The field.</param>
    /// <param name="Offset">What is added to the value that a rule names to get the field's, as with the length of a payload.</param>
    /// <param name="Highest">The highest value of the field.</param>
    internal sealed record OfField(PacketField Of, UInt128 Offset, UInt128 Highest) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first + Offset > Highest
                ? Condition.Never
                : new Condition.Among(
                    Of,
                    [new ValueRange(first + Offset, UInt128.Min(last + Offset, Highest))]
                );

        internal override Condition? HasAnyOf(UInt128 bits) =>
            new Condition.BitsAre(Of, bits, 0).Opposite();

        internal override Condition? Ranges(IReadOnlyList<Expression> elements)
        {
            var ranges = new List<ValueRange>(elements.Count);
            // Sets are mostly listed in their order.
            var isSorted = true;
            foreach (var element in elements)
            {
                if (
                    SetEvaluator.Ends(SetEvaluator.KeyOf(element)) is not var (first, last)
                    || first > last
                )
                {
                    return null;
                }
                if (first + Offset > Highest)
                {
                    continue;
                }
                var range = new ValueRange(first + Offset, UInt128.Min(last + Offset, Highest));
                isSorted &=
                    ranges.Count == 0
                    || range.First > ranges[^1].Last && range.First - ranges[^1].Last > 1;
                ranges.Add(range);
            }
            return new Condition.Among(
                Of,
                isSorted ? ranges.ToEquatableArray() : ValueRanges.Merge(ranges)
            );
        }
    }

    /// <summary>Some bits of a field of the packet, perhaps shifted.</summary>
    /// <param name="Of">The field.</param>
    /// <param name="Mask">The bits of the field; the others are asked as zero.</param>
    /// <param name="Shift">How many bits they stand lower than in the field; higher where it is less than 0.</param>
    /// <param name="Highest">The highest value of the field.</param>
    internal sealed record OfBits(PacketField Of, UInt128 Mask, int Shift, UInt128 Highest)
        : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last)
        {
            if (first > last)
            {
                return null;
            }
            if (first == last)
            {
                return Shifted(first) is { } bits && (bits & ~Mask) == 0
                    ? new Condition.BitsAre(Of, Mask, bits)
                    : Condition.Never;
            }
            // The upper bits of a field are in the order of the field.
            var isUpper = Shift >= 0 && Mask == (Highest >> Shift << Shift);
            if (!isUpper)
            {
                return null;
            }
            var top = Highest >> Shift;
            return first > top
                ? Condition.Never
                : Condition.Between(
                    Of,
                    first << Shift,
                    (UInt128.Min(last, top) << Shift) | (Highest & ~(Highest >> Shift << Shift))
                );
        }

        internal override Condition? HasAnyOf(UInt128 bits) =>
            new Condition.BitsAre(
                Of,
                Mask & (Shift >= 0 ? bits << Shift : bits >> -Shift),
                0
            ).Opposite();

        /// <summary>The bits of the field that make a value; null where none do.</summary>
        private UInt128? Shifted(UInt128 value)
        {
            if (Shift >= 0)
            {
                return value > Highest >> Shift ? null : value << Shift;
            }
            return (value & ((UInt128.One << -Shift) - 1)) != 0 ? null : value >> -Shift;
        }
    }

    /// <summary>A field that holds a name.</summary>
    internal sealed record OfName(PacketField Of) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) => null;

        internal override Condition? Is(string name) => MatchTranslation.Interface(Of, name);
    }

    /// <summary>A hardware address, which is held as a name.</summary>
    internal sealed record OfHardwareAddress(PacketField Of) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == last ? HardwareAddresses.Is(Of, first) : null;
    }

    /// <summary>The same for all packets of the family.</summary>
    internal sealed record Fixed(UInt128 Value) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            Value >= first && Value <= last ? Condition.Always : Condition.Never;

        internal override Condition? HasAnyOf(UInt128 bits) =>
            (Value & bits) != 0 ? Condition.Always : Condition.Never;
    }

    /// <summary>A field that packets of the family do not have.</summary>
    internal sealed record Absent : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) => Condition.Never;

        internal override Condition? Ranges(IReadOnlyList<Expression> elements) => Condition.Never;
    }

    /// <summary>The state of the connection, of which a packet has one, by its bit.</summary>
    /// <param name="View">What is seen of connections.</param>
    internal sealed record OfState(ConnectionView View) : Question
    {
        private static readonly TrackingState[] States = Enum.GetValues<TrackingState>();

        internal override Condition? Between(UInt128 first, UInt128 last) =>
            View.IsIn([.. States.Where(state => (uint)state >= first && (uint)state <= last)]);

        internal override Condition? HasAnyOf(UInt128 bits) =>
            View.IsIn([.. States.Where(state => ((uint)state & bits) != 0)]);
    }

    /// <summary>0 where a packet goes as its connection's first one went, 1 where it answers.</summary>
    internal sealed record OfDirection : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            new Condition.AnyOf([
                .. first == 0 ? [Tracking.IsReply.Opposite()] : Array.Empty<Condition>(),
                .. first <= 1 && last >= 1 ? [Tracking.IsReply] : Array.Empty<Condition>(),
            ]);
    }

    /// <summary>The protocol of a connection.</summary>
    internal sealed record OfConnectionProtocol : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            Tracking.HasProtocol(first, last);
    }

    /// <summary>What conntrack knows of a connection's ends.</summary>
    /// <param name="Part">Which of it, as rules call it.</param>
    /// <param name="Unit">How much of what rules say is one of what is asked.</param>
    internal sealed record OfConnectionTuple(string Part, uint Unit = 1) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            ConnectionTuple.Between(Part, first / Unit, last / Unit);
    }

    /// <summary>How many packets or bytes a connection had.</summary>
    /// <param name="Part">Of what, as rules call it.</param>
    internal sealed record OfConnectionCount(string Part) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            ConnectionTuple.Counted(Part, first, last);
    }

    /// <summary>Who looks after the connection that a packet is related to.</summary>
    internal sealed record OfHelper : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) => null;

        internal override Condition? Is(string name) => ConnectionTuple.HasHelper(name);
    }

    /// <summary>What the routing table says of an address as seen from an interface.</summary>
    /// <param name="Flags">What is looked up.</param>
    internal sealed record OfRouteType(EquatableArray<string> Flags) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            last < (UInt128)(uint)Routes.Types.Count ? Routes.IsOfType(first, last, Flags) : null;
    }

    /// <summary>Which labels a connection has; a rule asks for one.</summary>
    /// <param name="Mask">The only one that is looked at; null for all.</param>
    internal sealed record OfLabel(UInt128? Mask) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == last && (Mask is null || Mask == first)
                ? ConnectionTuple.HasLabel($"{first}")
                : null;
    }

    /// <summary>By which interface a route goes: 0 where there is none. Which one, is not modelled.</summary>
    /// <param name="Found">There is one.</param>
    internal sealed record OfRoute(Condition Found) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == 0 && last == 0 ? Found.Opposite() : null;
    }

    /// <summary>One of the addresses that conntrack knows.</summary>
    /// <param name="Part">Which, as rules call it.</param>
    /// <param name="Family">Their family.</param>
    internal sealed record OfConnectionAddress(string Part, IpFamily Family) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            ConnectionTuple.Between(Part, new Address(Family, first), new Address(Family, last));
    }

    /// <summary>When a packet comes, which rules say in nanoseconds.</summary>
    internal sealed record OfTime : Question
    {
        private const uint Nanoseconds = 1_000_000_000;

        internal override Condition? Between(UInt128 first, UInt128 last) =>
            Condition.Between(PacketField.Time, first / Nanoseconds, last / Nanoseconds);
    }

    /// <summary>What a frame carries.</summary>
    /// <param name="Family">Whose space.</param>
    internal sealed record OfFrameType(IpFamily Family) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == last ? FrameTypes.Is(Family, first) : FrameTypes.Between(Family, first, last);
    }

    /// <summary>Some bits of a hardware address.</summary>
    internal sealed record OfHardwareBits(PacketField Of, UInt128 Mask) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == last ? HardwareAddresses.Masked(Of, Mask, first) : null;
    }

    /// <summary>The whole byte of the type of service.</summary>
    internal sealed record OfServiceType : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == last ? ServiceType.Is(first) : null;
    }

    /// <summary>On which day a packet comes, or when on its day.</summary>
    /// <param name="In">The moments between two.</param>
    internal sealed record OfMoment(Func<UInt128, UInt128, Condition> In) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) => In(first, last);
    }

    /// <summary>What the interface is that a packet came in by: whether it is an Ethernet is all that is modelled.</summary>
    internal sealed record OfInterfaceType : Question
    {
        /// <summary>ARPHRD_ETHER of linux/if_arp.h.</summary>
        private const uint Ethernet = 1;

        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == Ethernet && last == Ethernet ? LinkPresence.HasHardwareAddress : null;
    }

    /// <summary>Whether something is there: 1 where it is, 0 where it is not.</summary>
    internal sealed record OfPresence(Condition Present) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            first == 0
                ? last == 0
                    ? Present.Opposite()
                    : Condition.Always
                : first == 1
                    ? Present
                    : Condition.Never;
    }

    /// <summary>
    /// The first header behind that of IPv6. Where it is no extension header it is the protocol, unless there are some: then nobody
    /// knows here which.
    /// </summary>
    internal sealed record FirstHeader : Question
    {
        private static readonly UInt128[] Extensions = [0, 43, 44, 51, 60, 135];

        internal override Condition? Between(UInt128 first, UInt128 last)
        {
            var plain = new List<ValueRange>();
            var from = first;
            foreach (var extension in Extensions.Where(one => one >= first && one <= last))
            {
                if (extension > from)
                {
                    plain.Add(new ValueRange(from, extension - 1));
                }
                from = extension + 1;
            }
            if (from <= last)
            {
                plain.Add(new ValueRange(from, last));
            }
            var any = new List<Condition>
            {
                new Condition.AllOf([
                    new Condition.Among(PacketField.L4Protocol, plain.ToEquatableArray()),
                    new Condition.Unmodelled("extension headers of IPv6").Opposite(),
                ]),
            };
            any.AddRange(
                Extensions
                    .Where(one => one >= first && one <= last)
                    .Select(one => new Condition.Unmodelled(
                        FormattableString.Invariant($"ip6 nexthdr {one}")
                    ))
            );
            return new Condition.AnyOf(any.ToEquatableArray());
        }
    }

    /// <summary>Where in a packet of IPv4 a fragment belongs, under a mask that leaves out DF.</summary>
    /// <param name="Mask">Bits of the field: 0x2000 is MF, 0x1fff the offset.</param>
    internal sealed record OfFragments(UInt128 Mask) : Question
    {
        internal override Condition? Between(UInt128 first, UInt128 last) =>
            (first, last, (uint)Mask) switch
            {
                (var low, var high, 0x1fff) when low == 0 && high == 0 =>
                    FragmentHeaders.HasTransport,
                (var low, var high, 0x3fff) when low == 0 && high == 0 =>
                    FragmentHeaders.IsFragment.Opposite(),
                (var low, var high, 0x2000) when low == high && low is { } value => value == 0
                    ? FragmentHeaders.HasMore.Opposite()
                : value == 0x2000 ? FragmentHeaders.HasMore
                : Condition.Never,
                _ => null,
            };
    }
}
