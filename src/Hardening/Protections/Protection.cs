using System.Collections.Immutable;
using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets;

namespace Hardening.Protections;

/// <summary>Writes the rulesets that put a policy in force.</summary>
public static class Protection
{
    /// <summary>The rulesets of one protection, in the order in which they are to be loaded.</summary>
    /// <param name="policy">What to put in force.</param>
    /// <param name="name">The mechanism.</param>
    /// <param name="maxElements">
    /// The most elements of nftables sets in one file, at least 1; null, the default, puts all into one. A process
    /// without privileges can't load more than about 1,000 at once.
    /// </param>
    public static ImmutableArray<RulesetFile> Rulesets(
        Policy policy,
        ProtectionName name,
        int? maxElements = null
    ) =>
        name switch
        {
            ProtectionName.TcpWrappers => TcpWrappersProtection.Rulesets(policy),
            ProtectionName.Iptables or ProtectionName.IptablesLegacy =>
            [
                IptablesProtection.File(policy, IpFamily.IPv4),
                IptablesProtection.File(policy, IpFamily.IPv6),
            ],
            ProtectionName.Nftables => NftablesProtection.Rulesets(policy, maxElements),
            _ => throw new UnreachableException(),
        };

    /// <summary>The policy as one ruleset of a kind, all in one text.</summary>
    public static RulesetFile Render(Policy policy, RulesetKind kind) =>
        kind switch
        {
            RulesetKind.Iptables => IptablesProtection.File(policy, IpFamily.IPv4),
            RulesetKind.Ip6tables => IptablesProtection.File(policy, IpFamily.IPv6),
            RulesetKind.Nftables => NftablesProtection.Rulesets(policy)[0],
            RulesetKind.HostsAllow => TcpWrappersProtection.Rulesets(policy)[0],
            RulesetKind.HostsDeny => TcpWrappersProtection.Rulesets(policy)[1],
            RulesetKind.Script => ScriptProtection.File(policy),
            _ => throw new UnreachableException(),
        };
}
