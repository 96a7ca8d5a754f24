using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>The data types of nft(8), DATA TYPES, and the names of their values.</summary>
internal static class StandardTypes
{
    internal static readonly Datatype Integer = new("integer", 0, Notation.Decimal);
    internal static readonly Datatype Hexadecimal = new("integer", 0, Notation.Hexadecimal);
    internal static readonly Datatype Text = new("string", 0, Notation.Text);
    internal static readonly Datatype Verdict = new("verdict", 32, Notation.Text);
    internal static readonly Datatype Ipv4 = new("ipv4_addr", 32, Notation.Ipv4);
    internal static readonly Datatype Ipv6 = new("ipv6_addr", 128, Notation.Ipv6);
    internal static readonly Datatype Ethernet = new("ether_addr", 48, Notation.Ethernet);
    internal static readonly Datatype LinkLayer = new("ll_addr", 0, Notation.Ethernet);
    internal static readonly Datatype Duration = new("time", 64, Notation.Duration);
    internal static readonly Datatype Moment = new("time", 64, Notation.Moment);
    internal static readonly Datatype Mark = new("mark", 32, Notation.WideHexadecimal);
    internal static readonly Datatype InterfaceName = new("ifname", 128, Notation.Text);
    internal static readonly Datatype InterfaceIndex = new("iface_index", 32, Notation.Text);
    internal static readonly Datatype ClassId = new(
        "classid",
        32,
        Notation.Handle,
        [("root", 0xffffffff), ("none", 0)]
    );
    internal static readonly Datatype Realm = new(
        "realm",
        32,
        Notation.QuotedNameOrDecimal,
        [("cosmos", 0)]
    );
    internal static readonly Datatype DeviceGroup = new(
        "devgroup",
        32,
        Notation.QuotedNameOrDecimal,
        [("default", 0)]
    );
    internal static readonly Datatype Uid = new("uid", 32, Notation.Decimal, StaticAccounts.Users);
    internal static readonly Datatype Gid = new("gid", 32, Notation.Decimal, StaticAccounts.Groups);
    internal static readonly Datatype Hour = new("hour", 32, Notation.Hour);
    internal static readonly Datatype CgroupV2 = new("cgroupsv2", 64, Notation.Text);
    internal static readonly Datatype ConntrackLabel = new("ct_label", 128, Notation.Decimal);
    internal static readonly Datatype Day = new(
        "day",
        8,
        Notation.QuotedNameOrDecimal,
        [
            ("Sunday", 0),
            ("Monday", 1),
            ("Tuesday", 2),
            ("Wednesday", 3),
            ("Thursday", 4),
            ("Friday", 5),
            ("Saturday", 6),
        ]
    );
    internal static readonly Datatype Boolean = new(
        "boolean",
        8,
        Notation.NameOrDecimal,
        [("exists", 1), ("missing", 0), ("true", 1), ("false", 0)]
    );
    internal static readonly Datatype Family = new(
        "nf_proto",
        8,
        Notation.NameOrDecimal,
        [("ipv4", 2), ("ipv6", 10)]
    );
    internal static readonly Datatype EtherType = new(
        "ether_type",
        16,
        Notation.NameOrHexadecimal,
        [
            ("ip", 0x0800),
            ("arp", 0x0806),
            ("ip6", 0x86dd),
            ("8021q", 0x8100),
            ("8021ad", 0x88a8),
            ("vlan", 0x8100),
            ("ipv4", 0x0800),
            ("ipv6", 0x86dd),
        ]
    );
    internal static readonly Datatype ArpOperation = new(
        "arp_op",
        16,
        Notation.NameOrDecimal,
        [
            ("request", 1),
            ("reply", 2),
            ("rrequest", 3),
            ("rreply", 4),
            ("inrequest", 8),
            ("inreply", 9),
            ("nak", 10),
        ]
    );
    internal static readonly Datatype HardwareType = new(
        "iface_type",
        16,
        Notation.NameOrDecimal,
        [
            ("ether", 1),
            ("ppp", 512),
            ("ipip", 768),
            ("ipip6", 769),
            ("loopback", 772),
            ("sit", 776),
            ("ipgre", 778),
        ]
    );
    internal static readonly Datatype Protocol = new(
        "inet_proto",
        8,
        Notation.NameOrDecimal,
        InternetNumbers.Protocols
    );
    internal static readonly Datatype Service = new(
        "inet_service",
        16,
        Notation.Decimal,
        InternetNumbers.Services
    );
    internal static readonly Datatype IcmpType = new(
        "icmp_type",
        8,
        Notation.NameOrDecimal,
        [
            ("echo-reply", 0),
            ("destination-unreachable", 3),
            ("source-quench", 4),
            ("redirect", 5),
            ("echo-request", 8),
            ("router-advertisement", 9),
            ("router-solicitation", 10),
            ("time-exceeded", 11),
            ("parameter-problem", 12),
            ("timestamp-request", 13),
            ("timestamp-reply", 14),
            ("info-request", 15),
            ("info-reply", 16),
            ("address-mask-request", 17),
            ("address-mask-reply", 18),
        ]
    );
    internal static readonly Datatype IcmpCode = new(
        "icmp_code",
        8,
        Notation.Decimal,
        [
            ("net-unreachable", 0),
            ("host-unreachable", 1),
            ("prot-unreachable", 2),
            ("port-unreachable", 3),
            ("frag-needed", 4),
            ("net-prohibited", 9),
            ("host-prohibited", 10),
            ("admin-prohibited", 13),
        ]
    );
    internal static readonly Datatype Icmp6Type = new(
        "icmpv6_type",
        8,
        Notation.NameOrDecimal,
        [
            ("destination-unreachable", 1),
            ("packet-too-big", 2),
            ("time-exceeded", 3),
            ("parameter-problem", 4),
            ("echo-request", 128),
            ("echo-reply", 129),
            ("mld-listener-query", 130),
            ("mld-listener-report", 131),
            ("mld-listener-done", 132),
            ("mld-listener-reduction", 132),
            ("nd-router-solicit", 133),
            ("nd-router-advert", 134),
            ("nd-neighbor-solicit", 135),
            ("nd-neighbor-advert", 136),
            ("nd-redirect", 137),
            ("router-renumbering", 138),
            ("ind-neighbor-solicit", 141),
            ("ind-neighbor-advert", 142),
            ("mld2-listener-report", 143),
        ]
    );
    internal static readonly Datatype Icmp6Code = new(
        "icmpv6_code",
        8,
        Notation.Decimal,
        [
            ("no-route", 0),
            ("admin-prohibited", 1),
            ("addr-unreachable", 3),
            ("port-unreachable", 4),
            ("policy-fail", 5),
            ("reject-route", 6),
        ]
    );
    internal static readonly Datatype IcmpxCode = new(
        "icmpx_code",
        8,
        Notation.Decimal,
        [("no-route", 0), ("port-unreachable", 1), ("host-unreachable", 2), ("admin-prohibited", 3)]
    );
    internal static readonly Datatype IgmpType = new(
        "igmp_type",
        8,
        Notation.NameOrDecimal,
        [
            ("membership-query", 0x11),
            ("membership-report-v1", 0x12),
            ("membership-report-v2", 0x16),
            ("membership-report-v3", 0x22),
            ("leave-group", 0x17),
        ]
    );
    internal static readonly Datatype TcpFlags = new(
        "tcp_flag",
        8,
        Notation.Flags,
        [
            ("fin", 1),
            ("syn", 2),
            ("rst", 4),
            ("psh", 8),
            ("ack", 16),
            ("urg", 32),
            ("ecn", 64),
            ("cwr", 128),
        ]
    );
    internal static readonly Datatype DccpType = new(
        "dccp_pkttype",
        4,
        Notation.NameOrHexadecimal,
        [
            ("request", 0),
            ("response", 1),
            ("data", 2),
            ("ack", 3),
            ("dataack", 4),
            ("closereq", 5),
            ("close", 6),
            ("reset", 7),
            ("sync", 8),
            ("syncack", 9),
        ]
    );
    internal static readonly Datatype MobilityType = new(
        "mh_type",
        8,
        Notation.NameOrDecimal,
        [
            ("binding-refresh-request", 0),
            ("home-test-init", 1),
            ("careof-test-init", 2),
            ("home-test", 3),
            ("careof-test", 4),
            ("binding-update", 5),
            ("binding-acknowledgement", 6),
            ("binding-error", 7),
            ("fast-binding-update", 8),
            ("fast-binding-acknowledgement", 9),
            ("fast-binding-advertisement", 10),
            ("experimental-mobility-header", 11),
            ("home-agent-switch-message", 12),
        ]
    );
    internal static readonly Datatype MptcpSubtype = new(
        "mptcpopt_subtype",
        4,
        Notation.NameOrDecimal,
        [
            ("mp-capable", 0),
            ("mp-join", 1),
            ("dss", 2),
            ("add-addr", 3),
            ("remove-addr", 4),
            ("mp-prio", 5),
            ("mp-fail", 6),
            ("mp-fastclose", 7),
            ("mp-tcprst", 8),
        ]
    );
    internal static readonly Datatype ConntrackState = new(
        "ct_state",
        32,
        Notation.Flags,
        [("invalid", 1), ("established", 2), ("related", 4), ("new", 8), ("untracked", 64)]
    );
    internal static readonly Datatype ConntrackDirection = new(
        "ct_dir",
        8,
        Notation.NameOrDecimal,
        [("original", 0), ("reply", 1)]
    );
    internal static readonly Datatype ConntrackStatus = new(
        "ct_status",
        32,
        Notation.Flags,
        [
            ("expected", 1),
            ("seen-reply", 2),
            ("assured", 4),
            ("confirmed", 8),
            ("snat", 16),
            ("dnat", 32),
            ("dying", 512),
        ]
    );
    internal static readonly Datatype ConntrackEvent = new(
        "ct_event",
        32,
        Notation.Flags,
        [
            ("new", 1),
            ("related", 2),
            ("destroy", 4),
            ("reply", 8),
            ("assured", 16),
            ("protoinfo", 32),
            ("helper", 64),
            ("mark", 128),
            ("seqadj", 256),
            ("secmark", 512),
            ("label", 1024),
        ]
    );
    internal static readonly Datatype PacketType = new(
        "pkttype",
        8,
        Notation.NameOrDecimal,
        [("host", 0), ("unicast", 0), ("broadcast", 1), ("multicast", 2), ("other", 3)]
    );
    internal static readonly Datatype Dscp = new(
        "dscp",
        6,
        Notation.NameOrHexadecimal,
        [
            ("cs0", 0x00),
            ("cs1", 0x08),
            ("cs2", 0x10),
            ("cs3", 0x18),
            ("cs4", 0x20),
            ("cs5", 0x28),
            ("cs6", 0x30),
            ("cs7", 0x38),
            ("df", 0x00),
            ("be", 0x00),
            ("lephb", 0x01),
            ("af11", 0x0a),
            ("af12", 0x0c),
            ("af13", 0x0e),
            ("af21", 0x12),
            ("af22", 0x14),
            ("af23", 0x16),
            ("af31", 0x1a),
            ("af32", 0x1c),
            ("af33", 0x1e),
            ("af41", 0x22),
            ("af42", 0x24),
            ("af43", 0x26),
            ("va", 0x2c),
            ("ef", 0x2e),
        ]
    );
    internal static readonly Datatype Ecn = new(
        "ecn",
        2,
        Notation.NameOrDecimal,
        [("not-ect", 0), ("ect1", 1), ("ect0", 2), ("ce", 3)]
    );
    internal static readonly Datatype FibType = new(
        "fib_addrtype",
        32,
        Notation.NameOrDecimal,
        [
            ("unspec", 0),
            ("unicast", 1),
            ("local", 2),
            ("broadcast", 3),
            ("anycast", 4),
            ("multicast", 5),
            ("blackhole", 6),
            ("unreachable", 7),
            ("prohibit", 8),
        ]
    );

    private static readonly FrozenDictionary<string, Datatype> ByName = ImmutableArray
        .Create(
            Integer,
            Text,
            Verdict,
            Ipv4,
            Ipv6,
            Ethernet,
            LinkLayer,
            Duration,
            Mark,
            InterfaceName,
            InterfaceIndex,
            ClassId,
            Realm,
            DeviceGroup,
            Uid,
            Gid,
            Hour,
            CgroupV2,
            ConntrackLabel,
            Day,
            Boolean,
            Family,
            EtherType,
            ArpOperation,
            HardwareType,
            Protocol,
            Service,
            IcmpType,
            IcmpCode,
            Icmp6Type,
            Icmp6Code,
            IcmpxCode,
            IgmpType,
            TcpFlags,
            DccpType,
            MobilityType,
            ConntrackState,
            ConntrackDirection,
            ConntrackStatus,
            ConntrackEvent,
            PacketType,
            Dscp,
            Ecn,
            FibType
        )
        .ToFrozenDictionary(type => type.Name);

    /// <summary>The names that sets may be declared with.</summary>
    internal static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The type of that name; null if there is none.</summary>
    internal static Datatype? Find(string name) =>
        name == "ether_addr" ? Ethernet : ByName.GetValueOrDefault(name);
}
