namespace Hardening.Rulesets;

/// <summary>The format of a ruleset's text, which also tells what loads it.</summary>
public enum RulesetKind
{
    /// <summary>iptables-save(8) text for IPv4, loaded by iptables-restore.</summary>
    Iptables,

    /// <summary>ip6tables-save(8) text for IPv6, loaded by ip6tables-restore.</summary>
    Ip6tables,

    /// <summary>A script of plain <c>iptables</c> and <c>ip6tables</c> commands, run one after the other.</summary>
    Script,

    /// <summary>nft(8) text, loaded by <c>nft -f</c>.</summary>
    Nftables,

    /// <summary>Sets of ipset(8), as <c>ipset save</c> prints them; they filter nothing by themselves, and rules of iptables ask them.</summary>
    Ipset,

    /// <summary>ebtables-save text, for frames of Ethernet that come by a bridge, loaded by ebtables-restore.</summary>
    Ebtables,

    /// <summary>arptables-save text, for ARP, loaded by arptables-restore.</summary>
    Arptables,

    /// <summary>hosts.allow of hosts_access(5).</summary>
    HostsAllow,

    /// <summary>hosts.deny of hosts_access(5).</summary>
    HostsDeny,
}
