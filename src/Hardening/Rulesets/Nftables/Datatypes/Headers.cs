using System.Collections.Frozen;

namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>The headers that nft knows by name.</summary>
internal static class Headers
{
    private static readonly FrozenDictionary<string, Header> ByName = new Header[]
    {
        new(
            "ether",
            Layer.Link,
            null,
            Of("daddr", StandardTypes.Ethernet, 0),
            Of("saddr", StandardTypes.Ethernet, 48),
            Of("type", StandardTypes.EtherType, 96)
        ),
        new(
            "vlan",
            Layer.Link,
            0x8100,
            Number("pcp", 0, 3),
            Number("dei", 3, 1),
            Number("id", 4, 12),
            Of("type", StandardTypes.EtherType, 16)
        ),
        new(
            "arp",
            Layer.Network,
            0x0806,
            Number("htype", 0, 16),
            Of("ptype", StandardTypes.EtherType, 16),
            Number("hlen", 32, 8),
            Number("plen", 40, 8),
            Of("operation", StandardTypes.ArpOperation, 48),
            Of("saddr ether", StandardTypes.Ethernet, 64),
            Of("saddr ip", StandardTypes.Ipv4, 112),
            Of("daddr ether", StandardTypes.Ethernet, 144),
            Of("daddr ip", StandardTypes.Ipv4, 192)
        ),
        new(
            "ip",
            Layer.Network,
            0x0800,
            Number("version", 0, 4),
            Number("hdrlength", 4, 4),
            Of("dscp", StandardTypes.Dscp, 8),
            Of("ecn", StandardTypes.Ecn, 14),
            Number("length", 16, 16),
            Number("id", 32, 16),
            Hexadecimal("frag-off", 48, 16),
            Number("ttl", 64, 8),
            Of("protocol", StandardTypes.Protocol, 72),
            Number("checksum", 80, 16),
            Of("saddr", StandardTypes.Ipv4, 96),
            Of("daddr", StandardTypes.Ipv4, 128)
        ),
        new(
            "ip6",
            Layer.Network,
            0x86dd,
            Number("version", 0, 4),
            Of("dscp", StandardTypes.Dscp, 4),
            Of("ecn", StandardTypes.Ecn, 10),
            Number("flowlabel", 12, 20),
            Number("length", 32, 16),
            Of("nexthdr", StandardTypes.Protocol, 48),
            Number("hoplimit", 56, 8),
            Of("saddr", StandardTypes.Ipv6, 64),
            Of("daddr", StandardTypes.Ipv6, 192)
        ),
        new(
            "icmp",
            Layer.Transport,
            1,
            Of("type", StandardTypes.IcmpType, 0),
            Of("code", StandardTypes.IcmpCode, 8),
            Number("checksum", 16, 16),
            Number("id", 32, 16),
            Number("sequence", 48, 16),
            Number("gateway", 32, 32),
            Number("mtu", 48, 16)
        ),
        new(
            "icmpv6",
            Layer.Transport,
            58,
            Of("type", StandardTypes.Icmp6Type, 0),
            Of("code", StandardTypes.Icmp6Code, 8),
            Number("checksum", 16, 16),
            Number("parameter-problem", 32, 32),
            Number("mtu", 32, 32),
            Number("id", 32, 16),
            Number("sequence", 48, 16),
            Number("max-delay", 32, 16),
            Of("taddr", StandardTypes.Ipv6, 64),
            Of("daddr", StandardTypes.Ipv6, 192)
        ),
        new(
            "igmp",
            Layer.Transport,
            2,
            Of("type", StandardTypes.IgmpType, 0),
            Number("mrt", 8, 8),
            Number("checksum", 16, 16),
            Of("group", StandardTypes.Ipv4, 32)
        ),
        new(
            "ah",
            Layer.Transport,
            51,
            Of("nexthdr", StandardTypes.Protocol, 0),
            Number("hdrlength", 8, 8),
            Number("reserved", 16, 16),
            Number("spi", 32, 32),
            Number("sequence", 64, 32)
        ),
        new("esp", Layer.Transport, 50, Number("spi", 0, 32), Number("sequence", 32, 32)),
        new(
            "comp",
            Layer.Transport,
            108,
            Of("nexthdr", StandardTypes.Protocol, 0),
            Hexadecimal("flags", 8, 8),
            Number("cpi", 16, 16)
        ),
        new(
            "udp",
            Layer.Transport,
            17,
            Of("sport", StandardTypes.Service, 0),
            Of("dport", StandardTypes.Service, 16),
            Number("length", 32, 16),
            Number("checksum", 48, 16)
        ),
        new(
            "udplite",
            Layer.Transport,
            136,
            Of("sport", StandardTypes.Service, 0),
            Of("dport", StandardTypes.Service, 16),
            Number("csumcov", 32, 16),
            Number("checksum", 48, 16)
        ),
        new(
            "tcp",
            Layer.Transport,
            6,
            Of("sport", StandardTypes.Service, 0),
            Of("dport", StandardTypes.Service, 16),
            Number("sequence", 32, 32),
            Number("ackseq", 64, 32),
            Number("doff", 96, 4),
            Number("reserved", 100, 4),
            Of("flags", StandardTypes.TcpFlags, 104),
            Number("window", 112, 16),
            Number("checksum", 128, 16),
            Number("urgptr", 144, 16)
        ),
        new(
            "dccp",
            Layer.Transport,
            33,
            Of("sport", StandardTypes.Service, 0),
            Of("dport", StandardTypes.Service, 16),
            Of("type", StandardTypes.DccpType, 67)
        ),
        new(
            "sctp",
            Layer.Transport,
            132,
            Of("sport", StandardTypes.Service, 0),
            Of("dport", StandardTypes.Service, 16),
            Number("vtag", 32, 32),
            Number("checksum", 64, 32)
        ),
        new(
            "th",
            Layer.Transport,
            null,
            Of("sport", StandardTypes.Service, 0),
            Of("dport", StandardTypes.Service, 16)
        ),
        new(
            "gre",
            Layer.Transport,
            47,
            Number("version", 13, 3),
            Of("protocol", StandardTypes.EtherType, 16)
        ),
        new("gretap", Layer.Transport, 47),
        new("vxlan", Layer.Inner, null, Number("flags", 0, 8), Number("vni", 32, 24)),
        new(
            "geneve",
            Layer.Inner,
            null,
            Of("type", StandardTypes.EtherType, 16),
            Number("vni", 32, 24)
        ),
    }.ToFrozenDictionary(header => header.Name);

    internal static Header? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The transport of a number; null for one that nft has no header of.</summary>
    internal static Header? OfProtocol(UInt128 number) =>
        ByName.Values.FirstOrDefault(header =>
            header.Layer == Layer.Transport && header.Name != "gretap" && header.Number == number
        );

    private static HeaderField Of(string name, Datatype type, int offset) =>
        new(name, type, offset);

    private static HeaderField Number(string name, int offset, int width) =>
        new(name, StandardTypes.Integer.OfWidth(width), offset);

    private static HeaderField Hexadecimal(string name, int offset, int width) =>
        new(name, StandardTypes.Hexadecimal.OfWidth(width), offset);
}
