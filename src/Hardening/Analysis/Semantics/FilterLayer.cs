namespace Hardening.Analysis.Semantics;

/// <summary>What a filter is asked about: its rules meet nothing else.</summary>
public enum FilterLayer
{
    /// <summary>Packets of IP, as they come to a host, leave it or are routed.</summary>
    Ip,

    /// <summary>Frames of Ethernet that a bridge takes in, whatever they carry.</summary>
    Bridge,

    /// <summary>Packets of ARP.</summary>
    Arp,
}
