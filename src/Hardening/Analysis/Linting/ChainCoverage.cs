using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>What the rules of a chain leave to each other.</summary>
internal static class ChainCoverage
{
    /// <summary>Every rule.</summary>
    internal static IEnumerable<RuleCoverage> Of(
        LintedFilter filter,
        ChainTable table,
        Chain chain,
        Verdict atEnd
    )
    {
        var before = new List<RuleCoverage>();
        var number = 0;
        foreach (
            var (rule, coming) in chain.Rules.Zip(
                (filter.Flow.Coming(table, chain) ?? ComingWhereChanged(filter, table, chain))
                // Behind a rule that none come to it is not gone on.
                .Concat(Enumerable.Repeat(filter.Space.None, chain.Rules.Count))
            )
        )
        {
            var met = filter.Flow.Met(rule);
            // Mostly the rules before it leave it all, and that is found out without a new set.
            var left = met.IsSubsetOf(coming) ? met : met & coming;
            var extent = Extent.Of(rule, filter.Filter.Family, filter.Names);
            var coverage = new RuleCoverage(
                rule,
                number++,
                RuleCoverage.FateOf(rule, atEnd),
                met,
                left,
                filter.Flow.Kept(table, rule),
                coming.IsEmpty,
                left.IsEmpty && !met.IsEmpty && !coming.IsEmpty ? Causes(met, extent, before) : [],
                extent
            );
            yield return coverage;
            before.Add(coverage);
            if (Changed(rule).Any())
            {
                before.Clear();
            }
        }
    }

    private static IEnumerable<PacketSet> ComingWhereChanged(
        LintedFilter filter,
        ChainTable table,
        Chain chain
    )
    {
        var coming = filter.Space.All;
        foreach (var rule in chain.Rules)
        {
            yield return coming;
            coming -= filter.Flow.Kept(table, rule);
            foreach (var field in Changed(rule))
            {
                // What was kept is told by what the field was; from here on only what was kept whatever it was.
                coming = coming.Ignoring(field);
            }
        }
    }

    /// <summary>The latest rules are tried first to go without, so that those remain which are named first.</summary>
    private static EquatableArray<RuleCoverage> Causes(
        PacketSet met,
        Extent extent,
        IEnumerable<RuleCoverage> before
    )
    {
        var causes = new List<RuleCoverage>();
        var left = met;
        foreach (var one in before)
        {
            if (!one.Extent.Meets(extent))
            {
                continue;
            }
            var rest = left - one.Kept;
            if (rest != left)
            {
                causes.Add(one);
                left = rest;
            }
            if (left.IsEmpty)
            {
                break;
            }
        }
        if (!left.IsEmpty)
        {
            // Packets were changed on their way, and what kept them did so by what they were before.
            return [];
        }
        for (var index = causes.Count - 1; index >= 0; index--)
        {
            var without = causes.Where((_, other) => other != index);
            if (without.Aggregate(met, (rest, one) => rest - one.Kept).IsEmpty)
            {
                causes.RemoveAt(index);
            }
        }
        return causes.ToEquatableArray();
    }

    /// <summary>The fields that packets may come with changed to the next rule: none where what it changes it decides too.</summary>
    private static IEnumerable<PacketField> Changed(Rule rule)
    {
        var behind = rule.Steps.SkipWhile(step => step is Step.When).ToList();
        return
            behind.Count > 0
            && behind[^1] is Step.Decide and not Step.Decide(Verdict.Jump)
            && !behind.Exists(step => step is Step.When or Step.Choose)
            ? []
            : behind.OfType<Step.Change>().Select(change => change.Field).Distinct();
    }
}
