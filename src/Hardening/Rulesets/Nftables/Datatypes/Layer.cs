namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>The layers of a packet.</summary>
internal enum Layer
{
    /// <summary>Ethernet, VLAN.</summary>
    Link,

    /// <summary>IP, ARP.</summary>
    Network,

    /// <summary>TCP, UDP, ICMP, and so on.</summary>
    Transport,

    /// <summary>What a transport carries.</summary>
    Inner,
}
