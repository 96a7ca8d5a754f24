namespace Hardening.Policies;

/// <summary>A mechanism that can enforce a policy, by the name that policies and <c>--with</c> give it.</summary>
public enum ProtectionName
{
    /// <summary><c>tcp-wrappers</c>: hosts.allow and hosts.deny, asked by the daemon itself (hosts_access(5)).</summary>
    TcpWrappers,

    /// <summary><c>iptables</c>: iptables-nft and ip6tables-nft.</summary>
    Iptables,

    /// <summary><c>iptables-legacy</c>: the same rules through the kernel's old x_tables interface.</summary>
    IptablesLegacy,

    /// <summary><c>nftables</c>: one table of the family inet.</summary>
    Nftables,
}
