using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>One match of a rule: a module with its options, as one <c>-m</c> loads it.</summary>
/// <param name="Module">Its name, such as <c>conntrack</c>.</param>
internal sealed record MatchGroup(string Module)
{
    private readonly List<RuleOption> options = [];

    /// <summary>Its options, in their order.</summary>
    internal IReadOnlyList<RuleOption> Options => options;

    /// <summary>All that it asks, in an order that does not depend on how it was written.</summary>
    internal string Text =>
        string.Join(' ', options.Select(Words).Order(StringComparer.Ordinal).Append("of"))
        + $" {Module}";

    internal void Add(RuleOption option) => options.Add(option);

    internal bool Has(string name) => options.Exists(option => option.Name == name);

    /// <summary>The matches of a rule, in their order; options that belong to the protocol have no <c>-m</c> of their own.</summary>
    /// <param name="options">Those that are neither every rule's nor the target's.</param>
    /// <param name="protocol">The module that the rule's protocol loads; empty for none.</param>
    internal static List<MatchGroup> Of(List<RuleOption> options, string protocol)
    {
        var groups = new List<MatchGroup>(options.Count);
        foreach (var option in options)
        {
            if (option.Name == "-m")
            {
                groups.Add(new MatchGroup(option.Argument));
                continue;
            }
            var module = ModuleOf(option, protocol);
            var last = groups.Count - 1;
            while (last >= 0 && groups[last].Module != module)
            {
                last--;
            }
            if (last < 0)
            {
                groups.Add(new MatchGroup(module));
                last = groups.Count - 1;
            }
            groups[last].Add(option);
        }
        return groups;
    }

    /// <summary>The same option stands for the same match wherever it stands in the rule.</summary>
    private static string ModuleOf(RuleOption option, string protocol) =>
        option.Name switch
        {
            "--sport" or "--dport" or "--syn" or "--tcp-flags" or "--tcp-option" => protocol,
            "--icmp-type" => "icmp",
            "--icmpv6-type" => "icmp6",
            "--sports" or "--dports" or "--ports" => "multiport",
            _ => option.Module.Length == 0 ? protocol : option.Module,
        };

    private static string Words(RuleOption option) =>
        (option.IsNegated ? "! " : "") + string.Join(' ', option.Arguments.Prepend(option.Name));
}
