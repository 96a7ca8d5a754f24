using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;
using Rule = Hardening.Analysis.Semantics.Rule;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>One rule of iptables as steps.</summary>
internal static class RuleTranslation
{
    /// <summary>Options that say nothing of packets.</summary>
    private static readonly string[] Silent =
    [
        "-m",
        "-c",
        "--set-counters",
        "-w",
        "--wait",
        "-4",
        "-6",
        "-v",
        "-n",
    ];

    internal static Rule Of(IpFamily family, BookedRule rule, IReadOnlySet<string> chains)
    {
        var steps = new List<Step>();
        var options = rule.Options;
        var target = options.FirstOrDefault(option => option.Name is "-j" or "-g");
        var matches = new MatchTranslation(family, rule.Place, ProtocolOf(options));
        foreach (var option in options)
        {
            if (option == target || Silent.Contains(option.Name) || IsOfTarget(option, target))
            {
                continue;
            }
            steps.Add(new Step.When(matches.Of(option)));
        }
        if (target is not null)
        {
            var own = options.Where(option => IsOfTarget(option, target)).ToEquatableArray();
            steps.AddRange(new TargetTranslation(family, rule.Place, chains).Of(target, own));
        }
        return new Rule(steps.ToEquatableArray(), rule.Place);
    }

    private static bool IsOfTarget(RuleOption option, RuleOption? target) =>
        target is { Name: "-j" } && option.Module == target.Argument && option.Module.Length > 0;

    private static string ProtocolOf(EquatableArray<RuleOption> options) =>
        options.FirstOrDefault(option => option is { Name: "-p", IsNegated: false })?.Argument
        ?? string.Empty;
}
