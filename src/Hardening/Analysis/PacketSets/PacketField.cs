namespace Hardening.Analysis.PacketSets;

/// <summary>
/// What rules can ask of a packet, in the words of nft(8). The order is that of the diagrams. Of 10,000 random rules of five-tuples
/// this one makes 3.5 million nodes, ports above addresses 16 million (`bench/analysis`).
/// </summary>
public enum PacketField
{
    /// <summary>What connection tracking says of it: one bit of <c>ct state</c>.</summary>
    ConnectionState,

    /// <summary>The interface that it came in by, a number for a name.</summary>
    InInterface,

    /// <summary>The interface that it goes out by, a number for a name.</summary>
    OutInterface,

    /// <summary>The protocol above IP, as IANA numbers them.</summary>
    L4Protocol,

    /// <summary>The source address.</summary>
    SourceAddress,

    /// <summary>The destination address.</summary>
    DestinationAddress,

    /// <summary>The destination port of TCP, UDP and kin.</summary>
    DestinationPort,

    /// <summary>The source port of TCP, UDP and kin.</summary>
    SourcePort,

    /// <summary>The type of an ICMP or ICMPv6 message.</summary>
    IcmpType,

    /// <summary>The code of an ICMP or ICMPv6 message.</summary>
    IcmpCode,

    /// <summary>The flags of TCP: the eight bits from FIN, the lowest, to CWR.</summary>
    TcpFlags,

    /// <summary>0 for a whole packet; else 1 for the first fragment, 2 for a later one.</summary>
    Fragment,

    /// <summary>The packet's mark.</summary>
    Mark,

    /// <summary>Its connection's mark.</summary>
    ConnectionMark,

    /// <summary>What became of its connection: bits of <c>ct status</c>.</summary>
    ConnectionStatus,

    /// <summary>0 where it goes as its connection's first packet went, 1 where it answers.</summary>
    ConnectionDirection,

    /// <summary>The length of the whole packet, in bytes.</summary>
    Length,

    /// <summary>Time to live, or hop limit.</summary>
    TimeToLive,

    /// <summary>The six upper bits of the type of service, or traffic class.</summary>
    Dscp,

    /// <summary>The two lower bits of it.</summary>
    Ecn,

    /// <summary>Whom the frame was for: 0 this host, 1 everybody, 2 a group, 3 somebody else (linux/if_packet.h).</summary>
    PacketType,

    /// <summary>The sender's hardware address, a number for a name.</summary>
    EthernetSource,

    /// <summary>What the routing table says of the source address: a RTN_ number (linux/rtnetlink.h).</summary>
    SourceType,

    /// <summary>What the routing table says of the destination address: a RTN_ number (linux/rtnetlink.h).</summary>
    DestinationType,

    /// <summary>The port of a bridge that it came in by, a number for a name; none for whatever came over no bridge.</summary>
    BridgePortIn,

    /// <summary>The port of a bridge that it goes out by, a number for a name; none for whatever is not bridged.</summary>
    BridgePortOut,

    /// <summary>1 where a socket of this host sends it.</summary>
    Socket,

    /// <summary>The user whose socket sends it.</summary>
    SocketUser,

    /// <summary>The group whose socket sends it.</summary>
    SocketGroup,

    /// <summary>Security parameters index of ESP or AH.</summary>
    Spi,

    /// <summary>Which headers stand between IPv6 and the protocol above: 1 a routing header, 2 that of AH, 4 hop-by-hop options, 8 options for the destination.</summary>
    ExtensionHeaders,

    /// <summary>The length of the hop-by-hop options, in 8 bytes without the first ones (RFC 8200, 4.3).</summary>
    HopByHopLength,

    /// <summary>The length of the options for the destination, likewise.</summary>
    DestinationOptionsLength,

    /// <summary>The type of the routing header.</summary>
    RoutingType,

    /// <summary>Its length, in 8 bytes without the first ones (RFC 8200, 4.4).</summary>
    RoutingLength,

    /// <summary>How many segments are left of it.</summary>
    RoutingSegments,

    /// <summary>The type of a message of Mobile IPv6.</summary>
    MobilityType,

    /// <summary>What the fragments of one packet have in common.</summary>
    FragmentId,

    /// <summary>The reserved bits of a fragment's header: the byte above, the two bits of its last bytes below.</summary>
    FragmentReserved,

    /// <summary>The length of AH, in 4 bytes without the first two of them (RFC 4302, 2.2).</summary>
    AhLength,

    /// <summary>The reserved bytes of AH.</summary>
    AhReserved,

    /// <summary>The largest segment that the sender of a SYN takes (RFC 9293, 3.7.1).</summary>
    SegmentSize,

    /// <summary>The type of a packet of DCCP (RFC 4340, 5.1).</summary>
    DccpType,

    /// <summary>Compression parameter index of IPComp.</summary>
    CompressionIndex,

    /// <summary>The processor that handles it.</summary>
    Cpu,

    /// <summary>The class that its socket's control group has.</summary>
    ControlGroup,

    /// <summary>The group of the interface that it came in by.</summary>
    InGroup,

    /// <summary>The group of the interface that it goes out by.</summary>
    OutGroup,

    /// <summary>The realm that its route has.</summary>
    Realm,

    /// <summary>The day on which it comes, 0 for Sunday.</summary>
    Weekday,

    /// <summary>When on its day it comes, in seconds.</summary>
    SecondOfDay,

    /// <summary>When it comes, in seconds since 1970.</summary>
    Time,

    /// <summary>What a frame carries that is no packet of IPv6: its type (IANA, "IEEE 802 Numbers").</summary>
    EtherType,

    /// <summary>The hardware address that a frame goes to, a number for a name.</summary>
    EthernetDestination,

    /// <summary>The bridge that a frame came in by, a number for a name.</summary>
    BridgeIn,

    /// <summary>The bridge that it goes out by, a number for a name.</summary>
    BridgeOut,

    /// <summary>The number of its virtual LAN (IEEE 802.1Q).</summary>
    VlanId,

    /// <summary>The priority in the tag of its virtual LAN.</summary>
    VlanPriority,

    /// <summary>What it carries behind that tag.</summary>
    VlanType,

    /// <summary>What a packet of ARP asks or answers.</summary>
    ArpOperation,

    /// <summary>Between what kind of hardware addresses.</summary>
    ArpHardwareType,

    /// <summary>How long they are.</summary>
    ArpHardwareLength,

    /// <summary>Of what protocol the addresses are that it translates.</summary>
    ArpProtocolType,

    /// <summary>How long those are.</summary>
    ArpProtocolLength,

    /// <summary>The IPv4 address of its sender.</summary>
    ArpSource,

    /// <summary>The IPv4 address that it is about.</summary>
    ArpTarget,
}
