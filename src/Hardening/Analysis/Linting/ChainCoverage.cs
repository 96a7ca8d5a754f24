using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>What the rules of a chain leave to each other.</summary>
internal static class ChainCoverage
{
    /// <summary>Every rule, up to and with the first that no packet at all comes to.</summary>
    internal static IEnumerable<RuleCoverage> Of(
        FilterFlow flow,
        PacketSpace space,
        ChainTable table,
        Chain chain
    )
    {
        var before = new List<(Rule Rule, PacketSet Kept)>();
        foreach (
            var (rule, coming) in chain.Rules.Zip(
                flow.Coming(table, chain) ?? ComingWhereChanged(flow, space, table, chain)
            )
        )
        {
            var met = flow.Met(rule);
            var left = met & coming;
            yield return new RuleCoverage(
                rule,
                met,
                left,
                coming.IsEmpty,
                left.IsEmpty && !met.IsEmpty ? Causes(met, before) : []
            );
            before.Add((rule, flow.Kept(table, rule)));
            if (Changed(rule).Any())
            {
                before.Clear();
            }
        }
    }

    private static IEnumerable<PacketSet> ComingWhereChanged(
        FilterFlow flow,
        PacketSpace space,
        ChainTable table,
        Chain chain
    )
    {
        var coming = space.All;
        foreach (var rule in chain.Rules)
        {
            yield return coming;
            coming -= flow.Kept(table, rule);
            foreach (var field in Changed(rule))
            {
                // What was kept is told by what the field was; from here on only what was kept whatever it was.
                coming = coming.Ignoring(field);
            }
        }
    }

    /// <summary>The latest rules are tried first to go without, so that those remain which are named first.</summary>
    private static EquatableArray<Rule> Causes(
        PacketSet met,
        IEnumerable<(Rule Rule, PacketSet Kept)> before
    )
    {
        var causes = new List<(Rule Rule, PacketSet Kept)>();
        var left = met;
        foreach (var one in before)
        {
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
        for (var index = causes.Count - 1; index >= 0; index--)
        {
            var without = causes.Where((_, other) => other != index);
            if (without.Aggregate(met, (rest, one) => rest - one.Kept).IsEmpty)
            {
                causes.RemoveAt(index);
            }
        }
        return causes.Select(one => one.Rule).ToEquatableArray();
    }

    private static IEnumerable<PacketField> Changed(Rule rule) =>
        rule
            .Steps.Select(step =>
                step switch
                {
                    Step.Assign(var field, _, _) => field,
                    Step.Forget(var field, _) => field,
                    _ => (PacketField?)null,
                }
            )
            .OfType<PacketField>()
            .Distinct();
}
