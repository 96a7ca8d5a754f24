using System.Collections.Frozen;
using System.Globalization;
using Hardening.Addresses;

namespace Hardening.Analysis.PacketSets;

/// <summary>What people call the fields of packets: as nft(8) does, where it has a word.</summary>
internal static class FieldWords
{
    private static readonly FrozenDictionary<PacketField, string> Words = new Dictionary<
        PacketField,
        string
    >
    {
        [PacketField.ConnectionState] = "ct state",
        [PacketField.InInterface] = "iif",
        [PacketField.OutInterface] = "oif",
        [PacketField.L4Protocol] = "protocol",
        [PacketField.DestinationPort] = "dport",
        [PacketField.DestinationAddress] = "daddr",
        [PacketField.SourceAddress] = "saddr",
        [PacketField.SourcePort] = "sport",
        [PacketField.IcmpType] = "icmp type",
        [PacketField.IcmpCode] = "icmp code",
        [PacketField.TcpFlags] = "tcp flags",
        [PacketField.Mark] = "mark",
        [PacketField.ConnectionMark] = "ct mark",
        [PacketField.Fragment] = "fragment",
        [PacketField.Length] = "length",
        [PacketField.TimeToLive] = "ttl",
        [PacketField.Dscp] = "dscp",
        [PacketField.Ecn] = "ecn",
        [PacketField.PacketType] = "pkttype",
        [PacketField.EthernetSource] = "ether saddr",
        [PacketField.SocketUser] = "skuid",
        [PacketField.SocketGroup] = "skgid",
        [PacketField.Spi] = "spi",
        [PacketField.ExtensionHeaders] = "extension headers",
        [PacketField.HopByHopLength] = "hbh hdrlength",
        [PacketField.DestinationOptionsLength] = "dst hdrlength",
        [PacketField.SegmentSize] = "tcp option maxseg size",
        [PacketField.DccpType] = "dccp type",
        [PacketField.Realm] = "rtclassid",
        [PacketField.RoutingType] = "rt type",
        [PacketField.RoutingLength] = "rt hdrlength",
        [PacketField.RoutingSegments] = "rt seg-left",
        [PacketField.MobilityType] = "mh type",
        [PacketField.FragmentId] = "frag id",
        [PacketField.FragmentReserved] = "frag reserved",
        [PacketField.AhLength] = "ah hdrlength",
        [PacketField.AhReserved] = "ah reserved",
        [PacketField.CompressionIndex] = "comp cpi",
        [PacketField.Cpu] = "cpu",
        [PacketField.ControlGroup] = "cgroup",
        [PacketField.InGroup] = "iifgroup",
        [PacketField.OutGroup] = "oifgroup",
        [PacketField.Weekday] = "day",
        [PacketField.SecondOfDay] = "second of the day",
        [PacketField.Time] = "time",
        [PacketField.EtherType] = "ether type",
        [PacketField.EthernetDestination] = "ether daddr",
        [PacketField.BridgeIn] = "ibrname",
        [PacketField.BridgeOut] = "obrname",
        [PacketField.VlanId] = "vlan id",
        [PacketField.VlanPriority] = "vlan pcp",
        [PacketField.VlanType] = "vlan type",
        [PacketField.ArpOperation] = "arp operation",
        [PacketField.ArpHardwareType] = "arp htype",
        [PacketField.ArpHardwareLength] = "arp hlen",
        [PacketField.ArpProtocolType] = "arp ptype",
        [PacketField.ArpProtocolLength] = "arp plen",
        [PacketField.ArpSource] = "arp saddr ip",
        [PacketField.ArpTarget] = "arp daddr ip",
    }.ToFrozenDictionary();

    internal static string Of(PacketField field) =>
        Words.GetValueOrDefault(field) ?? field.ToString();

    /// <summary>A value as people write it where that is not in decimal.</summary>
    internal static string ValueOf(PacketField field, UInt128 value) =>
        field switch
        {
            PacketField.EtherType or PacketField.VlanType or PacketField.ArpProtocolType =>
                $"0x{(ushort)value:x4}",
            PacketField.ArpSource or PacketField.ArpTarget => new Address(
                IpFamily.IPv4,
                value
            ).ToString(),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };
}
