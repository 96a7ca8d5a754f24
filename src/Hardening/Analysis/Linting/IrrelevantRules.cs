namespace Hardening.Analysis.Linting;

/// <summary>Rules that match packets, but none of those that come to their chain.</summary>
internal static class IrrelevantRules
{
    /// <summary>A rule of both families is irrelevant only where it is so, or idle, in both.</summary>
    internal static IEnumerable<Finding> Find(ChainOfFamilies chain)
    {
        if (chain.Each.Any(one => one.Entry is null or { Coming.IsEmpty: true }))
        {
            yield break;
        }
        for (var number = 0; number < chain.Count; number++)
        {
            var places = chain
                .Each.Where(one => number < one.Rules.Count)
                .Select(one => (Rule: one.Rules[number], Entry: one.Entry!)) // all have one
                .ToList();
            if (
                places.TrueForAll(one => IsIrrelevant(one.Rule, one.Entry))
                && places.Find(one => !one.Rule.IsIdle) is { Rule: { } rule, Entry: var entry }
            )
            {
                yield return new Finding(
                    "irrelevant-rule",
                    Severity.Warning,
                    rule.Rule.Place.File,
                    rule.Rule.Place.Line,
                    $"no packet that {Quotation.Of(rule.Rule.Place.Text)} matches ever comes to its chain: what does is sent there by {RuleNaming.Of(entry.Senders)}",
                    "send there what it is for, put it where that comes, or take it out"
                );
            }
        }
    }

    /// <summary>Whether it matches nothing of what comes. What it does match, but is decided before it, is another matter: many a last rule is a net.</summary>
    internal static bool IsIrrelevant(RuleCoverage rule, ChainEntry entry) =>
        !rule.Met.Overlaps(entry.Coming);
}
