namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>What a rule has found out about its packets' headers so far.</summary>
/// <param name="family">The table's.</param>
/// <param name="hook">The base chain's hook; null for other chains.</param>
internal sealed class ProtocolContext(string family, string? hook)
{
    internal string Family => family;

    internal string? Hook => hook;

    /// <summary>The header below IP: <c>ether</c>, or <c>vlan</c> inside of that; null if it is not known.</summary>
    internal string? Link { get; set; } = family == "bridge" ? "ether" : null;

    /// <summary>The EtherType that a rule asked for; null if none did.</summary>
    internal uint? EtherType { get; set; }

    /// <summary><c>ip</c>, <c>ip6</c> or <c>arp</c>; null if it is not known.</summary>
    internal string? Network { get; set; } = family is "ip" or "ip6" or "arp" ? family : null;

    /// <summary>The number of the protocol above IP; null if it is not known.</summary>
    internal uint? Transport { get; set; }

    /// <summary>Whether several protocols above IP were asked for at once.</summary>
    internal bool HasTransports { get; set; }

    /// <summary>The ICMP types that a rule asked for; empty if none did.</summary>
    internal IReadOnlyList<uint> IcmpTypes { get; set; } = [];
}
