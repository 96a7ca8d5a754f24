using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Pairs of rules that say different things of the same packets, so that their order counts.</summary>
internal static class OverlappingRules
{
    /// <summary>So many pairs of each kind are named one by one.</summary>
    internal const int MostNamed = 10;

    internal static IEnumerable<Finding> Find(IEnumerable<ChainOfFamilies> chains)
    {
        var findings = new List<Finding>();
        var (correlated, generalised) = (0, 0);
        foreach (var chain in chains)
        {
            foreach (var (number, one) in chain.Each.Index().Where(one => !one.Item.ChangesPackets))
            {
                var others = chain.Each.Take(number).ToList();
                foreach (var (earlier, later) in Pairs(one))
                {
                    // A pair of both families is one pair.
                    if (others.Exists(other => Has(other, earlier.Number, later.Number)))
                    {
                        continue;
                    }
                    var isSuperset = Contains(later, earlier);
                    if (!isSuperset && Contains(earlier, later))
                    {
                        continue;
                    }
                    var count = isSuperset ? ++generalised : ++correlated;
                    if (count <= MostNamed)
                    {
                        findings.Add(Of(one.Filter, earlier, later, isSuperset));
                    }
                }
            }
        }
        return findings
            .Concat(More("correlated-rules", correlated, "overlap and say different things"))
            .Concat(More("generalised-rule", generalised, "are an exception and its rule"));
    }

    private static IEnumerable<(RuleCoverage Earlier, RuleCoverage Later)> Pairs(LintedChain chain)
    {
        var deciding = chain
            .Rules.Where(rule => rule.Fate is not null && !rule.IsIdle && IsKnown(rule.Rule))
            .Where(rule => !IsUsual(chain.Filter, rule))
            .ToArray();
        for (var first = 0; first < deciding.Length; first++)
        {
            var earlier = deciding[first];
            for (var second = first + 1; second < deciding.Length; second++)
            {
                var later = deciding[second];
                if (
                    earlier.Extent.Meets(later.Extent)
                    && IsAccepted(earlier) != IsAccepted(later)
                    && Meet(earlier, later)
                )
                {
                    yield return (earlier, later);
                }
            }
        }
    }

    /// <summary>Whether it is known which packets it matches.</summary>
    private static bool IsKnown(Rule rule) =>
        !rule
            .Steps.OfType<Step.When>()
            .SelectMany(step => Conditions.Within(step.Condition))
            .Any(condition => condition is Condition.Unmodelled);

    private static bool IsAccepted(RuleCoverage rule) => rule.Fate is Verdict.Accept;

    private static bool Meet(RuleCoverage earlier, RuleCoverage later) =>
        earlier.Extent.IsExact && later.Extent.IsExact || earlier.Met.Overlaps(later.Met);

    private static bool Contains(RuleCoverage wide, RuleCoverage narrow) =>
        wide.Extent.Contains(narrow.Extent)
        && (wide.Extent.IsExact && narrow.Extent.IsExact || narrow.Met.IsSubsetOf(wide.Met));

    private static bool Has(LintedChain chain, int earlier, int later) =>
        later < chain.Rules.Count
        && !chain.Rules[earlier].IsIdle
        && !chain.Rules[later].IsIdle
        && chain.Rules[earlier].Extent.Meets(chain.Rules[later].Extent)
        && Meet(chain.Rules[earlier], chain.Rules[later]);

    /// <summary>
    /// What is always meant to stand before or behind the others: what ends a chain for all, what lets in by lo or what has
    /// been let in, what drops what belongs to nothing.
    /// </summary>
    private static bool IsUsual(LintedFilter filter, RuleCoverage rule) =>
        rule.Met.IsAll
        || rule.Fate is Verdict.Return
        || rule.Fate is Verdict.Accept
            && (
                rule.Met.IsSubsetOf(filter.OnLoopback)
                || rule.Met.IsSubsetOf(
                    filter.OfState(TrackingState.Established)
                        | filter.OfState(TrackingState.Related)
                )
            )
        || rule.Denies && rule.Met.IsSubsetOf(filter.OfState(TrackingState.Invalid));

    private static Finding Of(
        LintedFilter filter,
        RuleCoverage earlier,
        RuleCoverage later,
        bool isSuperset
    )
    {
        var place = later.Rule.Place;
        var both = earlier.Met & later.Met;
        var shown = (both & earlier.Left) is { IsEmpty: false } decided ? decided : both;
        var packet = filter.Example(
            (shown - filter.OnLoopback) is { IsEmpty: false } outside ? outside : shown
        );
        return new Finding(
            isSuperset ? "generalised-rule" : "correlated-rules",
            Severity.Note,
            place.File,
            place.Line,
            isSuperset
                ? $"{Quotation.Of(place.Text)} matches all that {RuleNaming.Of(earlier.Rule.Place)} matches, and more, and says otherwise: that one is an exception for as long as it stands first"
                : $"{Quotation.Of(place.Text)} and {RuleNaming.Of(earlier.Rule.Place)} overlap, as in {packet}, and say different things: which stands first decides",
            isSuperset ? "keep their order" : "keep their order, or make them exclude each other"
        )
        {
            Packet = packet,
        };
    }

    private static IEnumerable<Finding> More(string id, int count, string what) =>
        count <= MostNamed
            ? []
            :
            [
                new Finding(
                    id,
                    Severity.Note,
                    null,
                    null,
                    FormattableString.Invariant(
                        $"{count - MostNamed} more pairs of rules {what}; the first {MostNamed} are named"
                    ),
                    null
                ),
            ];
}
