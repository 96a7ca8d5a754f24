using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;

namespace Hardening.Changes;

/// <summary>What a policy wants a part to be, and whether what a host lists is the same.</summary>
internal static class PartText
{
    /// <summary>Empty where the policy wants nothing there.</summary>
    internal static string Wanted(Policy policy, PartName part) =>
        part.Protection() is { } protection && !policy.With.Contains(protection)
            ? string.Empty
            : part switch
            {
                PartName.RpcbindSocket => SocketOverride.For(policy),
                PartName.Nftables => Rendered(policy, RulesetKind.Nftables),
                PartName.Iptables or PartName.IptablesLegacy => Rendered(
                    policy,
                    RulesetKind.Iptables
                ),
                PartName.Ip6tables or PartName.Ip6tablesLegacy => Rendered(
                    policy,
                    RulesetKind.Ip6tables
                ),
                PartName.HostsAllow => Rendered(policy, RulesetKind.HostsAllow),
                PartName.HostsDeny => Rendered(policy, RulesetKind.HostsDeny),
                _ => throw new System.Diagnostics.UnreachableException(),
            };

    /// <summary>The text in the order, and with the words, that do not depend on who wrote it; for comparing and showing.</summary>
    internal static IReadOnlyList<string> Canonical(PartName part, string text) =>
        part switch
        {
            PartName.Nftables => Nftables(text),
            PartName.HostsAllow or PartName.HostsDeny or PartName.RpcbindSocket => Lines(text),
            _ => Iptables(text),
        };

    /// <summary>Where other chains go to ours once a text of iptables is loaded: each by its first rule, as grep -n counts them.</summary>
    internal static string Jumps(string text) =>
        string.Concat(
            Lines(text)
                .Where(line => line.StartsWith("-I ", StringComparison.Ordinal))
                .Select(line => line.Split(' '))
                .Select(words => $"1:-A {words[1]} {string.Join(' ', words[3..])}\n")
        );

    private static string Rendered(Policy policy, RulesetKind kind) =>
        Protection.Render(policy, kind).Text;

    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Where(line => line.Length > 0)];

    /// <summary>Chains by name, each with its rules in order. Sections and comments are a matter of loading.</summary>
    private static List<string> Iptables(string text) =>
        [
            .. Lines(text)
                .Where(line => line.StartsWith("-A ", StringComparison.Ordinal))
                .Select(WithoutEverybody)
                .GroupBy(line => line.Split(' ')[1], StringComparer.Ordinal)
                .OrderBy(chain => chain.Key, StringComparer.Ordinal)
                .SelectMany(chain => chain),
        ];

    /// <summary>A source that is everybody is no match, and listed as none.</summary>
    private static string WithoutEverybody(string rule) =>
        rule.Replace(" -s 0.0.0.0/0 ", " ", StringComparison.Ordinal)
            .Replace(" -s ::/0 ", " ", StringComparison.Ordinal);

    /// <summary>From the table on, without its layout: nft breaks lines of elements where it likes.</summary>
    private static List<string> Nftables(string text)
    {
        var begin = text.LastIndexOf("table inet hardeninglab {", StringComparison.Ordinal);
        return begin < 0
            ? []
            :
            [
                .. string.Join(
                        ' ',
                        text[begin..]
                            .Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)
                    )
                    // The kind of rejection that is usual is listed in full, in part or not at all, by nft's version.
                    .Replace(" with icmpx type port-unreachable", "", StringComparison.Ordinal)
                    .Replace(" with icmpx port-unreachable", "", StringComparison.Ordinal)
                    .Replace("{ ", "{\n", StringComparison.Ordinal)
                    .Replace("; ", ";\n", StringComparison.Ordinal)
                    .Replace(", ", ",\n", StringComparison.Ordinal)
                    .Replace(" }", "\n}", StringComparison.Ordinal)
                    .Split('\n'),
            ];
    }
}
