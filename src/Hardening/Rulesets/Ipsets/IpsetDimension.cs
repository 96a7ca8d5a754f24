namespace Hardening.Rulesets.Ipsets;

/// <summary>
/// What one part of an entry is compared with. The first <c>src</c> or <c>dst</c> of <c>--match-set NAME src,dst</c> says of which side of
/// the packet the first dimension is, the second of which side the second one is, and so on (ipset(8)).
/// </summary>
public enum IpsetDimension
{
    /// <summary><c>ip</c>: the source or destination address.</summary>
    Address,

    /// <summary><c>net</c>: the source or destination address, which lies in a network; of several that hold it, the longest prefix decides.</summary>
    Network,

    /// <summary><c>port</c>: the protocol and the source or destination port; of ICMP type and code, of other protocols 0.</summary>
    Port,

    /// <summary><c>mac</c>: the source or destination hardware address.</summary>
    Hardware,

    /// <summary><c>mark</c>: the packet's mark, whatever side is named.</summary>
    Mark,

    /// <summary><c>iface</c>: the interface, that of arrival for <c>src</c> and that of departure for <c>dst</c>.</summary>
    Interface,

    /// <summary><c>set</c>: the name of another set, in which all sides are looked up.</summary>
    Set,
}
