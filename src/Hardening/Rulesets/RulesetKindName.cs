using System.Collections.Immutable;
using System.Diagnostics;

namespace Hardening.Rulesets;

/// <summary>The kinds of rulesets as <c>--rules KIND:FILE</c> and <c>--to</c> spell them.</summary>
public static class RulesetKindName
{
    /// <summary>Every kind.</summary>
    public static ImmutableArray<RulesetKind> All { get; } =
    [
        RulesetKind.Iptables,
        RulesetKind.Ip6tables,
        RulesetKind.Nftables,
        RulesetKind.HostsAllow,
        RulesetKind.HostsDeny,
        RulesetKind.Script,
        RulesetKind.Ipset,
        RulesetKind.Ebtables,
        RulesetKind.Arptables,
    ];

    /// <summary>The name as it is written: <c>hosts.allow</c>.</summary>
    public static string Text(this RulesetKind kind) =>
        kind switch
        {
            RulesetKind.Iptables => "iptables",
            RulesetKind.Ip6tables => "ip6tables",
            RulesetKind.Nftables => "nftables",
            RulesetKind.HostsAllow => "hosts.allow",
            RulesetKind.HostsDeny => "hosts.deny",
            RulesetKind.Script => "script",
            RulesetKind.Ipset => "ipset",
            RulesetKind.Ebtables => "ebtables",
            RulesetKind.Arptables => "arptables",
            _ => throw new UnreachableException(),
        };

    /// <summary>Whether it is a file of TCP Wrappers.</summary>
    public static bool IsOfWrappers(this RulesetKind kind) =>
        kind is RulesetKind.HostsAllow or RulesetKind.HostsDeny;

    /// <summary>Reads a name as it is written.</summary>
    public static RulesetKind? Find(string text)
    {
        foreach (var kind in All)
        {
            if (kind.Text() == text)
            {
                return kind;
            }
        }
        return null;
    }
}
