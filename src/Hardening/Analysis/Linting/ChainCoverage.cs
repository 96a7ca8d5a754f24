using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>What the rules of a chain leave to each other.</summary>
internal static class ChainCoverage
{
    internal static IEnumerable<RuleCoverage> Of(
        FilterFlow flow,
        PacketSpace space,
        ChainTable table,
        Chain chain
    )
    {
        var kept = space.None;
        var before = new List<(Rule Rule, PacketSet Kept)>();
        foreach (var rule in chain.Rules)
        {
            var met = flow.Met(rule);
            var left = met - kept;
            yield return new RuleCoverage(
                rule,
                met,
                left,
                left.IsEmpty && !met.IsEmpty ? Causes(met, before) : []
            );
            var own = flow.Kept(table, rule);
            kept |= own;
            if (!own.IsEmpty)
            {
                before.Add((rule, own));
            }
            foreach (var field in Changed(rule))
            {
                // What was kept is told by what the field was; from here on only what was kept whatever it was.
                kept = ~(~kept).Ignoring(field);
                before.Clear();
            }
        }
    }

    /// <summary>The latest rules are tried first to go without, so that those remain which are named first.</summary>
    private static EquatableArray<Rule> Causes(
        PacketSet met,
        IEnumerable<(Rule Rule, PacketSet Kept)> before
    )
    {
        var causes = before.Where(one => one.Kept.Overlaps(met)).ToList();
        for (var index = causes.Count - 1; index >= 0; index--)
        {
            var without = causes.Where((_, other) => other != index);
            if (without.Aggregate(met, (left, one) => left - one.Kept).IsEmpty)
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
