using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that no packet comes to.</summary>
internal static class ShadowedRules
{
    /// <summary>A rule of both families is idle only where it is so in both.</summary>
    internal static IEnumerable<Finding> Find(ChainOfFamilies chain)
    {
        for (var number = 0; number < chain.Count; number++)
        {
            var rules = chain.Rule(number);
            if (rules.All(rule => rule.IsBehindAll))
            {
                yield return BehindAll(rules[0].Rule);
                yield break;
            }
            if (rules.All(rule => rule.IsIdle) && !rules.Any(AsksEmptySet))
            {
                yield return rules.FirstOrDefault(rule => !rule.Met.IsEmpty) is not { } covered
                    ? Impossible(rules[0].Rule)
                : IsSame(covered) ? Repeated(covered)
                : Shadowed(covered);
            }
        }
    }

    /// <summary>Whether it waits for somebody to fill a set.</summary>
    private static bool AsksEmptySet(RuleCoverage rule) =>
        rule.Met.IsEmpty
        && rule.Rule.Steps.OfType<Step.When>()
            .SelectMany(step => Conditions.Within(step.Condition))
            .Any(condition => condition is Condition.Among { Values.Count: 0 });

    /// <summary>Whether those that cover it do the same with its packets as it would.</summary>
    private static bool IsSame(RuleCoverage rule) =>
        rule.Fate is not null
        && rule.Causes.Count > 0
        && rule.Causes.All(cause => cause.Fate == rule.Fate);

    private static Finding BehindAll(Rule rule) =>
        new(
            "unreachable-rules",
            Severity.Warning,
            rule.Place.File,
            rule.Place.Line,
            $"no packet comes to {Quotation.Of(rule.Place.Text)} nor to any rule behind it in its chain: the rules before it have decided every packet there could be",
            "put them before the last rule that decides, or take them out"
        );

    private static Finding Impossible(Rule rule) =>
        new(
            "impossible-rule",
            Severity.Warning,
            rule.Place.File,
            rule.Place.Line,
            $"no packet could ever match {Quotation.Of(rule.Place.Text)}: its own conditions exclude each other",
            "say what was meant, or take it out"
        );

    private static Finding Repeated(RuleCoverage rule) =>
        new(
            "redundant-rule",
            Severity.Note,
            rule.Rule.Place.File,
            rule.Rule.Place.Line,
            $"{Quotation.Of(rule.Rule.Place.Text)} changes nothing: whatever it matches is decided before it in the same way, by {RuleNaming.Of(rule.Causes)}",
            "take it out"
        );

    private static Finding Shadowed(RuleCoverage rule) =>
        new(
            "shadowed-rule",
            Severity.Warning,
            rule.Rule.Place.File,
            rule.Rule.Place.Line,
            $"no packet ever comes to {Quotation.Of(rule.Rule.Place.Text)}: whatever it matches is decided before it"
                + (rule.Causes.Count > 0 ? $", by {RuleNaming.Of(rule.Causes)}" : ""),
            "put it before them if it is meant to count, or take it out"
        );
}
