using System.Collections.Immutable;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>The places of a host where something of ours can be, one file or one family of a firewall each.</summary>
public enum PartName
{
    /// <summary>The nftables table <c>inet hardeninglab</c>.</summary>
    Nftables,

    /// <summary>Our chains of the table <c>filter</c>, IPv4, by <c>iptables</c>.</summary>
    Iptables,

    /// <summary>The same for IPv6, by <c>ip6tables</c>.</summary>
    Ip6tables,

    /// <summary>Our chains of the legacy table <c>filter</c>, IPv4.</summary>
    IptablesLegacy,

    /// <summary>The same for IPv6.</summary>
    Ip6tablesLegacy,

    /// <summary>Our block of <c>/etc/hosts.deny</c>.</summary>
    HostsDeny,

    /// <summary>Our block of <c>/etc/hosts.allow</c>.</summary>
    HostsAllow,

    /// <summary>Where rpcbind listens: a file of ours beside systemd's <c>rpcbind.socket</c>.</summary>
    RpcbindSocket,
}

/// <summary>How parts are named on a host and to people, and which protection writes them.</summary>
public static class PartNames
{
    private static readonly ImmutableArray<(
        PartName Part,
        string Text,
        ProtectionName? By
    )> Known =
    [
        (PartName.Nftables, "nftables", ProtectionName.Nftables),
        (PartName.Iptables, "iptables", ProtectionName.Iptables),
        (PartName.Ip6tables, "ip6tables", ProtectionName.Iptables),
        (PartName.IptablesLegacy, "iptables-legacy", ProtectionName.IptablesLegacy),
        (PartName.Ip6tablesLegacy, "ip6tables-legacy", ProtectionName.IptablesLegacy),
        (PartName.HostsDeny, "hosts.deny", ProtectionName.TcpWrappers),
        (PartName.HostsAllow, "hosts.allow", ProtectionName.TcpWrappers),
        (PartName.RpcbindSocket, "rpcbind.socket", null),
    ];

    /// <summary>Every part, in the order in which a change is made: a firewall before the wrappers, and both before rpcbind.</summary>
    public static IEnumerable<PartName> All => Known.Select(known => known.Part);

    /// <summary>The name on a host: <c>hosts.allow</c>.</summary>
    public static string Text(this PartName part) => Find(part).Text;

    /// <summary>The protection that writes it; null where it is none's.</summary>
    public static ProtectionName? Protection(this PartName part) => Find(part).By;

    private static (PartName Part, string Text, ProtectionName? By) Find(PartName part) =>
        Known.First(known => known.Part == part);
}
