using Hardening.Addresses;
using Hardening.Rulesets;
using HardeningLab.Taps;

namespace HardeningLab.Engines;

/// <summary>Which rule sits where in a target, in each of the kernel's three worlds of tables.</summary>
internal sealed class RuleBooks
{
    /// <summary>What iptables-nft loaded into nf_tables.</summary>
    internal Hardening.Rulesets.Iptables.RuleBook Iptables { get; } = new();

    /// <summary>What iptables-legacy loaded.</summary>
    internal Hardening.Rulesets.Iptables.RuleBook Legacy { get; } = new();

    /// <summary>What nft loaded.</summary>
    internal Hardening.Rulesets.Nftables.RuleBook Nftables { get; } = new();

    /// <param name="chain">Any rule of the chain.</param>
    /// <param name="number">One-based.</param>
    internal RulePlace? Find(RuleHandle chain, int number) =>
        FamilyOf(chain) is { } family
        && Of(chain).Find(family, chain.Table, chain.Chain, number) is { } place
            ? place
            : Nftables.Find(chain.Family, chain.Table, chain.Chain, number);

    internal RulePlace? FindPolicy(RuleHandle chain) =>
        FamilyOf(chain) is { } family
        && Of(chain).FindPolicy(family, chain.Table, chain.Chain) is { } place
            ? place
            : Nftables.FindPolicy(chain.Family, chain.Table, chain.Chain);

    private Hardening.Rulesets.Iptables.RuleBook Of(RuleHandle chain) =>
        chain.IsLegacy ? Legacy : Iptables;

    /// <summary>Only tables of these families can be of iptables.</summary>
    private static IpFamily? FamilyOf(RuleHandle chain) =>
        chain.Family switch
        {
            "ip" => IpFamily.IPv4,
            "ip6" => IpFamily.IPv6,
            _ => null,
        };
}
