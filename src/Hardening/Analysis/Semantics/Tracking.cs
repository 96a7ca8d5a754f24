using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>What connection tracking makes sure of (net/netfilter/nf_conntrack_core.c, nf_nat_core.c).</summary>
internal static class Tracking
{
    /// <summary>It belongs to a connection, or begins one.</summary>
    internal static Condition IsTracked { get; } =
        Among(TrackingState.Established, TrackingState.Related, TrackingState.New);

    internal static Condition IsNew { get; } = Among(TrackingState.New);

    /// <summary>It answers: whatever begins a connection does not.</summary>
    internal static Condition IsReply { get; } =
        new Condition.AllOf([
            IsNew.Opposite(),
            new Condition.BitsAre(PacketField.ConnectionDirection, 1, 1),
        ]);

    /// <summary>Every packet has one state, and the first of a connection has no past yet and answers nobody.</summary>
    internal static Condition IsPossible { get; } =
        new Condition.AllOf([
            Among(Enum.GetValues<TrackingState>()),
            new Condition.AnyOf([
                IsNew.Opposite(),
                new Condition.AllOf([
                    new Condition.BitsAre(PacketField.ConnectionStatus, ushort.MaxValue, 0),
                    new Condition.BitsAre(PacketField.ConnectionDirection, 1, 0),
                ]),
            ]),
        ]);

    /// <summary>One of these states.</summary>
    internal static Condition Among(params IEnumerable<TrackingState> states) =>
        new Condition.Among(
            PacketField.ConnectionState,
            ValueRanges.Merge(states.Select(state => new ValueRange((uint)state, (uint)state)))
        );

    /// <summary>Some of these bits are set.</summary>
    internal static Condition HasAny(TrackingStatus bits) =>
        new Condition.BitsAre(PacketField.ConnectionStatus, (uint)bits, 0).Opposite();

    /// <summary>The protocol of its connection is between two: that of its packets, but for the ICMP errors that are related to it.</summary>
    internal static Condition HasProtocol(UInt128 first, UInt128 last) =>
        new Condition.AnyOf([
            new Condition.AllOf([
                IsIcmpError.Opposite(),
                Condition.Between(PacketField.L4Protocol, first, last),
            ]),
            new Condition.AllOf([
                IsIcmpError,
                ConnectionTuple.Between("original protocol", first, last),
            ]),
        ]);

    private static readonly Condition IsIcmpError = new Condition.AllOf([
        Among(TrackingState.Related),
        new Condition.Among(PacketField.L4Protocol, [new ValueRange(1, 1), new ValueRange(58, 58)]),
    ]);

    /// <summary>Whether chains of nat at a hook are for destinations; else they are for sources.</summary>
    internal static bool IsForDestinations(HookPoint point) =>
        point is HookPoint.Prerouting or HookPoint.Output;

    /// <summary>What nat changes of a packet at a hook.</summary>
    internal static EquatableArray<PacketField> ChangedByNat(HookPoint point) =>
        IsForDestinations(point)
            ?
            [
                PacketField.DestinationAddress,
                PacketField.DestinationPort,
                PacketField.DestinationType,
            ]
            : [PacketField.SourceAddress, PacketField.SourcePort, PacketField.SourceType];

    /// <summary>
    /// The packets that no chain of nat is asked about and that are changed as their connection's first packet was, answers the
    /// other way round (nf_nat_packet): to what, only conntrack knows.
    /// </summary>
    internal static Condition FollowsNat(HookPoint point)
    {
        var (forth, back) = IsForDestinations(point)
            ? (TrackingStatus.DestinationNat, TrackingStatus.SourceNat)
            : (TrackingStatus.SourceNat, TrackingStatus.DestinationNat);
        return new Condition.AllOf([
            IsTracked,
            AsksNat(point).Opposite(),
            new Condition.AnyOf([
                new Condition.AllOf([IsReply.Opposite(), HasAny(forth)]),
                new Condition.AllOf([IsReply, HasAny(back)]),
            ]),
        ]);
    }

    /// <summary>
    /// The packets that a chain of nat is asked about: the first of a connection, as long as no chain of nat of the same hook has
    /// given it an address; a chain that only accepts leaves it to the next (nf_nat_inet_fn).
    /// </summary>
    internal static Condition AsksNat(HookPoint point) =>
        new Condition.AllOf([
            IsNew,
            HasAny(
                    IsForDestinations(point)
                        ? TrackingStatus.DestinationNatDone
                        : TrackingStatus.SourceNatDone
                )
                .Opposite(),
        ]);
}
