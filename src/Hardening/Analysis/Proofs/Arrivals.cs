using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>The packets that can come to a host at all, and mean something there.</summary>
internal static class Arrivals
{
    /// <summary>The name that the kernel gives the loopback interface of every namespace.</summary>
    internal const string Loopback = "lo";

    internal static Condition OnLoopback { get; } =
        new Condition.Named(PacketField.InInterface, Loopback);

    /// <summary>A packet has one state.</summary>
    internal static Condition OfOneState { get; } =
        new Condition.Among(
            PacketField.ConnectionState,
            [
                .. Enum.GetValues<TrackingState>()
                    .Select(state => new ValueRange((uint)state, (uint)state)),
            ]
        );

    /// <summary>
    /// To an address that the routing table gives to this host: only so does a packet come to input. Local, broadcast, anycast and
    /// multicast are the RTN_ numbers 2 to 5 (ip_route_input_slow, ip6_input).
    /// </summary>
    internal static Condition ForHost { get; } =
        new Condition.Among(PacketField.DestinationType, [new ValueRange(2, 5)]);

    /// <summary>
    /// The first packet of a connection, whole, as conntrack has put it together, without a mark yet, from a source that the kernel does not throw away by itself: multicast and broadcast,
    /// 0.0.0.0/8, and on any interface but <c>lo</c> the addresses of loopback (ip_route_input_slow in net/ipv4/route.c with its
    /// "martian source", ipv6_rcv in net/ipv6/ip6_input.c).
    /// </summary>
    internal static Condition First(IpFamily family) =>
        new Condition.AllOf([
            Is(PacketField.ConnectionState, (int)TrackingState.New),
            Tracking.IsPossible,
            ForHost,
            Is(PacketField.Fragment, 0),
            Is(PacketField.Mark, 0),
            Is(PacketField.ConnectionMark, 0),
            Among(PacketField.SourceAddress, NoSources(family)).Opposite(),
            new Condition.AnyOf([
                OnLoopback,
                Among(PacketField.SourceAddress, OwnAddresses(family)).Opposite(),
            ]),
        ]);

    /// <summary>From where the kernel takes nothing that comes by a wire.</summary>
    internal static Condition FromNowhere(IpFamily family) =>
        Among(
            PacketField.SourceAddress,
            [.. AddressSet.OfRanges([.. NoSources(family), .. OwnAddresses(family)]).Ranges(family)]
        );

    /// <summary>Of IPv6, from what libwrap takes for addresses of IPv4; no packet of IPv4.</summary>
    internal static Condition FromMapped(IpFamily family) =>
        family == IpFamily.IPv6
            ? From(family, AddressSet.Of(Prefix.Parse("::ffff:0:0/96")))
            : Condition.Never;

    /// <summary>What a client sends that means well: no other flags of TCP than SYN, from a port.</summary>
    internal static Condition Proper(Transport transport)
    {
        Condition[] both =
        [
            new Condition.Among(PacketField.SourcePort, [new ValueRange(1, ushort.MaxValue)]),
        ];
        return new Condition.AllOf(
            transport == Transport.Tcp
                ? [.. both, Is(PacketField.TcpFlags, TcpSyn)]
                : both.ToEquatableArray()
        );
    }

    /// <summary>By a transport.</summary>
    internal static Condition By(Transport transport) =>
        Is(PacketField.L4Protocol, transport == Transport.Tcp ? 6u : 17u);

    /// <summary>At a service's socket.</summary>
    internal static Condition At(Endpoint endpoint) =>
        new Condition.AllOf([
            By(endpoint.Transport),
            Is(PacketField.DestinationPort, endpoint.Port),
        ]);

    internal static Condition From(IpFamily family, AddressSet sources) =>
        Among(PacketField.SourceAddress, sources.Ranges(family));

    private const uint TcpSyn = 0x02;

    private static AddressRange[] OwnAddresses(IpFamily family) =>
        [Prefix.Parse(family == IpFamily.IPv4 ? "127.0.0.0/8" : "::1/128").Range];

    private static AddressRange[] NoSources(IpFamily family) =>
        family == IpFamily.IPv4
            ?
            [
                Prefix.Parse("0.0.0.0/8").Range,
                Prefix.Parse("224.0.0.0/4").Range,
                Prefix.Parse("255.255.255.255/32").Range,
            ]
            : [Prefix.Parse("::/128").Range, Prefix.Parse("ff00::/8").Range];

    private static Condition Is(PacketField field, uint value) =>
        new Condition.Among(field, [new ValueRange(value, value)]);

    private static Condition Is(PacketField field, int value) => Is(field, (uint)value);

    private static Condition Among(PacketField field, IEnumerable<AddressRange> ranges) =>
        new Condition.Among(
            field,
            ranges
                .Select(range => new ValueRange(range.First.Bits, range.Last.Bits))
                .ToEquatableArray()
        );
}
