using System.Collections.Frozen;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;
using Rule = Hardening.Analysis.Semantics.Rule;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>One rule of iptables as steps.</summary>
internal static class RuleTranslation
{
    /// <summary>Options that say nothing of packets.</summary>
    private static readonly FrozenSet<string> Silent = new[]
    {
        "-c",
        "--set-counters",
        "-w",
        "--wait",
        "-4",
        "-6",
        "-v",
        "-n",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Options that no target has, wherever in the rule they stand.</summary>
    private static readonly FrozenSet<string> OfProtocols = new[]
    {
        "--sport",
        "--dport",
        "--syn",
        "--tcp-flags",
        "--icmp-type",
        "--icmpv6-type",
        "--sports",
        "--dports",
        "--ports",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static Rule Of(TableScope table, string chain, BookedRule rule)
    {
        var scope = new RuleScope(table, chain, rule.Place);
        var options = rule.Options;
        var target = TargetAmong(options);
        var steps = new List<Step>();
        var (ofMatches, ofTarget) = (new List<RuleOption>(), new List<RuleOption>());
        foreach (var option in options)
        {
            if (option.Name is "-j" or "-g" && option == target || Silent.Contains(option.Name))
            {
                continue;
            }
            if (IsOfTarget(option, target))
            {
                ofTarget.Add(option);
            }
            else if (ParameterCondition.Of(scope, option) is { } condition)
            {
                steps.Add(new Step.When(condition));
            }
            else
            {
                ofMatches.Add(option);
            }
        }
        foreach (var group in MatchGroup.Of(ofMatches, ProtocolModule(options)))
        {
            foreach (var condition in MatchTranslation.Of(scope, group))
            {
                steps.Add(new Step.When(condition));
            }
            if (group.Has("--restore-skmark"))
            {
                steps.Add(MarkTarget.Any(PacketField.Mark));
            }
        }
        if (target is not null)
        {
            var own = ofTarget.ToEquatableArray();
            steps.AddRange(new TargetTranslation(scope, own).Of(target));
        }
        return new Rule(steps.ToEquatableArray(), rule.Place);
    }

    private static RuleOption? TargetAmong(EquatableArray<RuleOption> options)
    {
        foreach (var option in options)
        {
            if (option.Name is "-j" or "-g")
            {
                return option;
            }
        }
        return null;
    }

    private static bool IsOfTarget(RuleOption option, RuleOption? target) =>
        target is { Name: "-j" }
        && option.Module == target.Argument
        && option.Module.Length > 0
        && !OfProtocols.Contains(option.Name);

    /// <summary>The match that a protocol brings along without a <c>-m</c> (iptables(8), "-p").</summary>
    private static string ProtocolModule(EquatableArray<RuleOption> options)
    {
        foreach (var option in options)
        {
            if (option is { Name: "-p", IsNegated: false })
            {
                return ProtocolNames.Find(option.Argument) switch
                {
                    1 => "icmp",
                    6 => "tcp",
                    17 => "udp",
                    33 => "dccp",
                    50 => "esp",
                    51 => "ah",
                    58 => "icmp6",
                    132 => "sctp",
                    135 => "mh",
                    136 => "udplite",
                    _ => string.Empty,
                };
            }
        }
        return string.Empty;
    }
}
