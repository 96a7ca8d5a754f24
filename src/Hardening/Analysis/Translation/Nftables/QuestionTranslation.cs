using System.Globalization;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>What rules ask, as questions about the fields that are modelled.</summary>
/// <param name="family">Whose packets.</param>
/// <param name="layer">What is asked about: packets, or frames.</param>
/// <param name="view">What is seen of connections.</param>
internal sealed class QuestionTranslation(IpFamily family, FilterLayer layer, ConnectionView view)
{
    private static readonly ValueRange[] WithPorts =
    [
        new(6, 6),
        new(17, 17),
        new(33, 33),
        new(132, 132),
        new(136, 136),
    ];

    private bool IsIpv4 => family == IpFamily.IPv4;

    /// <summary>Null where it is not modelled.</summary>
    internal Question? Of(Expression expression) =>
        expression switch
        {
            Expression.Payload { Tunnel: null } payload => Of(payload),
            Expression.RawPayload("nh", 8, 8, _) when IsIpv4 => new Question.OfServiceType(),
            Expression.Meta("protocol", _) when layer == FilterLayer.Bridge =>
                new Question.OfFrameType(family),
            Expression.Meta(var key, _) => OfMeta(key),
            Expression.Conntrack("state", null, _, _) => new Question.OfState(view),
            Expression.Conntrack("status", null, _, _) => Field(PacketField.ConnectionStatus, 16),
            Expression.Conntrack("direction", null, _, _) => new Question.OfDirection(),
            Expression.Conntrack("mark", null, _, _) => Field(PacketField.ConnectionMark, 32),
            Expression.Conntrack("protocol", null or "original", _, _) =>
                new Question.OfConnectionProtocol(),
            Expression.Conntrack("saddr" or "daddr", not null, _, _) of =>
                new Question.OfConnectionAddress($"{of.Direction} {of.Key}", family),
            Expression.Conntrack("proto-src" or "proto-dst", not null, _, _) of =>
                new Question.OfConnectionTuple($"{of.Direction} {of.Key}"),
            Expression.Conntrack("expiration", null, _, _) => new Question.OfConnectionTuple(
                "expiration",
                Unit: 1000
            ),
            Expression.Conntrack("l3proto", null, _, _) => Number(IsIpv4 ? 2u : 10u),
            Expression.Fib(["saddr"], "type", _) => Field(PacketField.SourceType, 4),
            Expression.Fib(["daddr"], "type", _) => Field(PacketField.DestinationType, 4),
            Expression.Extension("exthdr", var header, var field, _) when !IsIpv4 => OfExtension(
                header,
                field
            ),
            Expression.Extension("tcp option", var option, var field, _) => OfTcpOption(
                option,
                field
            ),
            Expression.Fib(var flags, "type", _) => new Question.OfRouteType(flags),
            Expression.Fib(var flags, "check", _) => new Question.OfPresence(Routes.Has(flags)),
            Expression.Fib(var flags, "oif", _) => new Question.OfRoute(Routes.Has(flags)),
            Expression.Socket("wildcard", _, _) => new Question.OfPresence(Sockets.IsWildcard),
            Expression.Socket("transparent", _, _) => new Question.OfPresence(
                Sockets.IsTransparent
            ),
            Expression.Conntrack("bytes" or "packets" or "avgpkt", var way, _, _) of =>
                new Question.OfConnectionCount($"{way} {of.Key}".TrimStart()),
            Expression.Conntrack("helper", null, _, _) => new Question.OfHelper(),
            Expression.Conntrack("label", null, _, _) => new Question.OfLabel(null),
            Expression.Bitwise("<<" or ">>", var inner, Expression.Constant(_, var count)) shift =>
                Moved(inner, shift.Operator == ">>", count),
            Expression.Bitwise("&", var inner, Expression.Constant(_, var mask)) => Masked(
                inner,
                mask
            ),
            _ => null,
        };

    /// <summary>
    /// What must hold for a question to have an answer: where it has none, the rule ends, whatever it compares the answer with
    /// (NFT_BREAK). A header of the protocol above IP, a connection, a socket.
    /// </summary>
    internal IReadOnlyList<Condition> Presences(Expression expression)
    {
        // Most rules ask one thing, and need one.
        if (
            expression
            is not (
                Expression.Concatenation
                or Expression.Bitwise
                or Expression.Lookup
                or Expression.HashOf
            )
        )
        {
            return Presence(expression);
        }
        var all = new List<Condition>();
        foreach (var presence in Parts(expression).SelectMany(Presence))
        {
            if (!all.Contains(presence))
            {
                all.Add(presence);
            }
        }
        return all;
    }

    /// <summary>Whether packets may have no answer to a question that is not modelled, for more than what its presences say.</summary>
    internal static bool MayBreak(Expression expression) =>
        Parts(expression)
            .Any(part =>
                part
                    is Expression.RawPayload
                        or Expression.Payload { Tunnel: not null }
                        or Expression.Extension { Field: not null }
                        or Expression.Conntrack { Key: "helper" }
                        or Expression.Meta
                        {
                            Key: "iiftype"
                                or "oiftype"
                                or "iifgroup"
                                or "oifgroup"
                                or "iifkind"
                                or "oifkind"
                                or "rtclassid"
                                or "cgroup"
                                or "sdif"
                                or "sdifname"
                        }
                        or Expression.Socket
                        or Expression.Routing
                        or Expression.Ipsec
                        or Expression.Fingerprint
                        or Expression.TunnelKey
                        or Expression.Xt
            );

    private static readonly Condition[] Transport = [FragmentHeaders.HasTransport];
    private static readonly Condition[] HasSocket = [Condition.Is(PacketField.Socket, 1)];
    private static readonly Condition[] KnowsSocket = [Sockets.IsKnown];
    private static readonly Condition[] HasIn = [LinkPresence.HasIn];
    private static readonly Condition[] HasOut = [LinkPresence.HasOut];
    private static readonly Condition[] HasListener = [Sockets.IsThere];
    private static readonly Condition[] HasHopByHop = [HeaderPresence.HasHopByHop];
    private static readonly Condition[] HasOptions = [HeaderPresence.HasDestinationOptions];
    private static readonly Condition[] HasSegmentSize =
    [
        FragmentHeaders.HasTransport,
        TcpOptions.Has(TcpOptions.SegmentSize),
    ];
    private static readonly Condition[] IsFragment = [FragmentHeaders.IsFragment];
    private static readonly Condition[] HasRouting = [HeaderPresence.HasRouting];
    private static readonly Condition[] HasMobility = [HeaderPresence.HasMobility];

    private Condition[] Presence(Expression part) =>
        part switch
        {
            Expression.Payload { Tunnel: null, Protocol: "th" } payload =>
            [
                FragmentHeaders.HasTransport,
                new Condition.AnyOf([
                    new Condition.Among(PacketField.L4Protocol, [.. WithPorts]),
                    new Condition.Unmodelled($"th {payload.Field} of a protocol without ports"),
                ]),
            ],
            Expression.Payload payload => Headers.Find(payload.Tunnel ?? payload.Protocol)
                is { Layer: Layer.Transport or Layer.Inner }
                ? Transport
                : [],
            Expression.RawPayload { Base: "th" or "ih" } => Transport,
            Expression.Extension("tcp option", "maxseg", "size", _) => HasSegmentSize,
            Expression.Extension("exthdr", "hbh", not null, _) when !IsIpv4 => HasHopByHop,
            Expression.Extension("exthdr", "dst", not null, _) when !IsIpv4 => HasOptions,
            Expression.Socket => HasListener,
            // Where it is asked whether an option is there, the answer is no.
            Expression.Extension { Kind: not ("exthdr" or "ip option"), Field: not null } =>
                Transport,
            Expression.Conntrack { Key: "helper" } =>
            [
                view.IsTracked,
                ConnectionTuple.HasAnyHelper,
            ],
            Expression.Conntrack { Key: not "state" } => [view.IsTracked],
            Expression.Extension("exthdr", "frag", not null, _) when !IsIpv4 => IsFragment,
            Expression.Extension("exthdr", "rt", not null, _) when !IsIpv4 => HasRouting,
            Expression.Extension("exthdr", "mh", not null, _) when !IsIpv4 => HasMobility,
            Expression.Meta("skuid" or "skgid", _) => HasSocket,
            Expression.Meta("cgroup", _) => KnowsSocket,
            Expression.Meta("iifgroup" or "iiftype", _) => HasIn,
            Expression.Meta("oifgroup", _) => HasOut,
            _ => [],
        };

    private static IEnumerable<Expression> Parts(Expression expression) =>
        expression switch
        {
            Expression.Concatenation(var parts) => parts.SelectMany(Parts),
            Expression.Bitwise(_, var left, var right) => Parts(left).Concat(Parts(right)),
            Expression.Lookup(var key, _) => Parts(key),
            Expression.HashOf { Of: { } of } => Parts(of),
            _ => [expression],
        };

    /// <summary>Whether the packet alone answers a question, or it may be answered anew at every place.</summary>
    internal static bool IsOfThePacket(Expression expression) =>
        expression switch
        {
            Expression.Meta("random" or "cpu" or "time" or "hour" or "day", _) => false,
            Expression.Conntrack(
                "expiration"
                    or "bytes"
                    or "packets"
                    or "avgpkt"
                    or "timeout",
                _,
                _,
                _
            ) => false,
            Expression.Numgen or Expression.HashOf { Of: null } => false,
            Expression.Concatenation(var parts) => parts.All(IsOfThePacket),
            Expression.Bitwise(_, var left, var right) => IsOfThePacket(left)
                && IsOfThePacket(right),
            Expression.Lookup(var key, var map) => IsOfThePacket(key)
                && map is Expression.SetLiteral,
            _ => true,
        };

    private static Question.OfField Field(PacketField field, int width) =>
        new(field, 0, (UInt128.One << width) - 1);

    private static Question.Fixed Number(uint value) => new(value);

    private Question? Of(Expression.Payload payload) =>
        (payload.Protocol, payload.Field) switch
        {
            ("ip", "saddr") => Address(PacketField.SourceAddress, IsIpv4),
            ("ip", "daddr") => Address(PacketField.DestinationAddress, IsIpv4),
            ("ip6", "saddr") => Address(PacketField.SourceAddress, !IsIpv4),
            ("ip6", "daddr") => Address(PacketField.DestinationAddress, !IsIpv4),
            ("ip", "protocol") when IsIpv4 => Field(PacketField.L4Protocol, 8),
            ("ip6", "nexthdr") when !IsIpv4 => new Question.FirstHeader(),
            ("ip", "version") when IsIpv4 => Number(4),
            ("ip6", "version") when !IsIpv4 => Number(6),
            ("ip", "length") when IsIpv4 => Field(PacketField.Length, 16),
            // Without the header, which has 40 bytes.
            ("ip6", "length") when !IsIpv4 => new Question.OfField(
                PacketField.Length,
                40,
                ushort.MaxValue
            ),
            ("ip", "ttl") when IsIpv4 => Field(PacketField.TimeToLive, 8),
            ("ip6", "hoplimit") when !IsIpv4 => Field(PacketField.TimeToLive, 8),
            ("ip" or "ip6", "dscp") when payload.Protocol == "ip" == IsIpv4 => Field(
                PacketField.Dscp,
                6
            ),
            ("ip" or "ip6", "ecn") when payload.Protocol == "ip" == IsIpv4 => Field(
                PacketField.Ecn,
                2
            ),
            ("tcp" or "udp" or "udplite" or "sctp" or "dccp" or "th", "sport") => Field(
                PacketField.SourcePort,
                16
            ),
            ("tcp" or "udp" or "udplite" or "sctp" or "dccp" or "th", "dport") => Field(
                PacketField.DestinationPort,
                16
            ),
            ("tcp", "flags") => Field(PacketField.TcpFlags, 8),
            ("icmp", "type") when IsIpv4 => Field(PacketField.IcmpType, 8),
            ("icmp", "code") when IsIpv4 => Field(PacketField.IcmpCode, 8),
            ("icmpv6", "type") when !IsIpv4 => Field(PacketField.IcmpType, 8),
            ("icmpv6", "code") when !IsIpv4 => Field(PacketField.IcmpCode, 8),
            ("esp" or "ah", "spi") => Field(PacketField.Spi, 32),
            ("ah", "hdrlength") => Field(PacketField.AhLength, 8),
            ("ah", "reserved") => Field(PacketField.AhReserved, 16),
            ("dccp", "type") => Field(PacketField.DccpType, 4),
            ("comp", "cpi") => Field(PacketField.CompressionIndex, 16),
            ("ether", "saddr") => new Question.OfHardwareAddress(PacketField.EthernetSource),
            ("ether", "daddr") => new Question.OfHardwareAddress(PacketField.EthernetDestination),
            _ => layer == FilterLayer.Ip ? null : OfFrame(payload),
        };

    /// <summary>What only frames are asked.</summary>
    private Question? OfFrame(Expression.Payload payload) =>
        (payload.Protocol, payload.Field) switch
        {
            ("ether", "type") => new Question.OfFrameType(family),
            ("vlan", "id") => Field(PacketField.VlanId, 12),
            ("vlan", "pcp") => Field(PacketField.VlanPriority, 3),
            ("vlan", "type") => Field(PacketField.VlanType, 16),
            ("arp", "operation") => Field(PacketField.ArpOperation, 16),
            ("arp", "htype") => Field(PacketField.ArpHardwareType, 16),
            ("arp", "hlen") => Field(PacketField.ArpHardwareLength, 8),
            ("arp", "ptype") => Field(PacketField.ArpProtocolType, 16),
            ("arp", "plen") => Field(PacketField.ArpProtocolLength, 8),
            ("arp", "saddr ip") => Field(PacketField.ArpSource, 32),
            ("arp", "daddr ip") => Field(PacketField.ArpTarget, 32),
            _ => null,
        };

    /// <summary>Rules of the other family's addresses have said so before.</summary>
    private Question Address(PacketField field, bool isOwn) =>
        isOwn
            ? new Question.OfField(field, 0, Addresses.Address.Highest(family).Bits)
            : new Question.Absent();

    private Question? OfMeta(string key) =>
        key switch
        {
            "iif" or "iifname" => new Question.OfName(PacketField.InInterface),
            "oif" or "oifname" => new Question.OfName(PacketField.OutInterface),
            "ibrname" => new Question.OfName(PacketField.BridgeIn),
            "obrname" => new Question.OfName(PacketField.BridgeOut),
            "l4proto" => Field(PacketField.L4Protocol, 8),
            "nfproto" => Number(IsIpv4 ? 2u : 10u),
            "protocol" => Number(IsIpv4 ? 0x0800u : 0x86ddu),
            "mark" => Field(PacketField.Mark, 32),
            "pkttype" => Field(PacketField.PacketType, 3),
            "length" => Field(PacketField.Length, 16),
            "cpu" => Field(PacketField.Cpu, 32),
            "cgroup" => Field(PacketField.ControlGroup, 32),
            "iifgroup" => Field(PacketField.InGroup, 32),
            "oifgroup" => Field(PacketField.OutGroup, 32),
            "iiftype" => new Question.OfInterfaceType(),
            "day" => new Question.OfMoment(Moments.OnDays),
            "hour" => new Question.OfMoment(Moments.InSeconds),
            "time" => new Question.OfTime(),
            "rtclassid" => Field(PacketField.Realm, 32),
            "secpath" or "ipsec" => new Question.OfPresence(SecurityPath.Came),
            "skuid" => Field(PacketField.SocketUser, 32),
            "skgid" => Field(PacketField.SocketGroup, 32),
            _ => null,
        };

    /// <summary>Null where it is not modelled. The offset of a fragment is asked as being none, or any.</summary>
    private static Question? OfExtension(string header, string? field) =>
        (header, field) switch
        {
            ("frag", null) => new Question.OfPresence(FragmentHeaders.IsFragment),
            ("hbh", null) => new Question.OfPresence(HeaderPresence.HasHopByHop),
            ("dst", null) => new Question.OfPresence(HeaderPresence.HasDestinationOptions),
            ("hbh", "hdrlength") => Field(PacketField.HopByHopLength, 8),
            ("dst", "hdrlength") => Field(PacketField.DestinationOptionsLength, 8),
            ("rt", null) => new Question.OfPresence(HeaderPresence.HasRouting),
            ("mh", null) => new Question.OfPresence(HeaderPresence.HasMobility),
            ("frag", "id") => Field(PacketField.FragmentId, 32),
            ("frag", "reserved") => new Question.OfBits(
                PacketField.FragmentReserved,
                0x3fc,
                2,
                0x3ff
            ),
            ("frag", "reserved2") => new Question.OfBits(PacketField.FragmentReserved, 3, 0, 0x3ff),
            ("frag", "more-fragments") => new Question.OfPresence(FragmentHeaders.HasMore),
            ("frag", "frag-off") => new Question.OfFragments(0x1fff),
            ("rt", "type") => Field(PacketField.RoutingType, 8),
            ("rt", "hdrlength") => Field(PacketField.RoutingLength, 8),
            ("rt", "seg-left") => Field(PacketField.RoutingSegments, 8),
            ("mh", "type") => Field(PacketField.MobilityType, 8),
            _ => null,
        };

    private static Question? OfTcpOption(string option, string? field) =>
        (option, field) switch
        {
            (_, null) when NumberOfOption(option) is { } number => new Question.OfPresence(
                TcpOptions.Has(number)
            ),
            ("maxseg", "size") => Field(PacketField.SegmentSize, 16),
            _ => null,
        };

    private static UInt128? NumberOfOption(string option) =>
        option == "maxseg" ? TcpOptions.SegmentSize
        : byte.TryParse(option, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private Question? Masked(Expression inner, UInt128 mask)
    {
        if (
            inner is Expression.Payload { Tunnel: null, Protocol: "ip", Field: "frag-off" }
            && IsIpv4
        )
        {
            return new Question.OfFragments(mask);
        }
        return Of(inner) switch
        {
            Question.OfField { Offset: var offset } field when offset == 0 => new Question.OfBits(
                field.Of,
                mask & field.Highest,
                0,
                field.Highest
            ),
            Question.OfBits bits => bits with
            {
                Mask = bits.Mask & (bits.Shift >= 0 ? mask << bits.Shift : mask >> -bits.Shift),
            },
            Question.Fixed(var value) => new Question.Fixed(value & mask),
            Question.OfLabel(null) => new Question.OfLabel(mask),
            Question.OfHardwareAddress(var field) => new Question.OfHardwareBits(field, mask),
            _ => null,
        };
    }

    /// <summary>Bits that are moved out of the 32 of a register are lost.</summary>
    private Question? Moved(Expression inner, bool isDown, UInt128 count)
    {
        if (
            count > 31
            || Of(inner) switch
            {
                Question.OfField { Offset: var offset } field when offset == 0 =>
                    new Question.OfBits(field.Of, field.Highest, 0, field.Highest),
                var other => other as Question.OfBits,
            }
                is not { Shift: 0 } bits
            || bits.Highest > uint.MaxValue
        )
        {
            return null;
        }
        var by = (int)count;
        return bits with
        {
            Mask = bits.Mask & (isDown ? UInt128.MaxValue << by : uint.MaxValue >> by),
            Shift = isDown ? by : -by,
        };
    }
}
