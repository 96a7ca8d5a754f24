using System.Diagnostics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>Follows packets through a rule from its end to its beginning.</summary>
/// <param name="space">Where the sets live.</param>
/// <param name="conditions">The sets of conditions.</param>
/// <param name="chains">What is before a chain of a table, of the packets that are wanted where it accepts and at its end.</param>
internal sealed class RuleFlow(
    PacketSpace space,
    ConditionSets conditions,
    Func<ChainTable, string, PacketSet, PacketSet, PacketSet> chains
)
{
    internal PacketSet Before(ChainTable table, Rule rule, RuleWays ways)
    {
        var before = ways.Next;
        // Conditions in a row are one: small sets meet each other before they meet the large one.
        var match = space.All;
        for (var index = rule.Steps.Count - 1; index >= 0; index--)
        {
            var step = rule.Steps[index];
            if (step is Step.When(var condition))
            {
                match &= conditions.Of(condition);
                continue;
            }
            before = match.IfThenElse(before, ways.Next);
            match = space.All;
            before = step switch
            {
                Step.Change change => conditions
                    .Of(change.Where)
                    .IfThenElse(Before(rule, change, before), before),
                Step.Decide(var verdict) => Before(table, rule, verdict, ways),
                Step.Choose(var cases) => cases
                    .Reverse()
                    .Aggregate(
                        before,
                        (otherwise, one) =>
                            conditions
                                .Of(one.Condition)
                                .IfThenElse(Before(table, rule, one.Verdict, ways), otherwise)
                    ),
                _ => throw new UnreachableException(),
            };
        }
        return match.IfThenElse(before, ways.Next);
    }

    /// <summary>What is before nat at a hook, for the packets that go where their connection's first packet went.</summary>
    internal PacketSet BeforeNat(HookPoint point, PacketSet after) =>
        conditions
            .Of(Tracking.FollowsNat(point))
            .IfThenElse(
                Tracking
                    .ChangedByNat(point)
                    .Aggregate(
                        after,
                        (set, field) =>
                            Forgotten(field, space.All, PlacedUnknown.BecomesByNat(field), set)
                    ),
                after
            );

    private PacketSet Before(Rule rule, Step.Change change, PacketSet after) =>
        change switch
        {
            Step.Assign(var field, var mask, var value) => after.With(field, mask, value),
            Step.Mix(var field, var to) => FieldChanges.Combined(space, after, field, to),
            Step.Increase(var field, var by, var highest) => FieldChanges.Increased(
                space,
                after,
                field,
                by,
                highest
            ),
            Step.Forget(var field, var values) => Forgotten(
                field,
                space.OneOf(field, values.AsSpan()),
                PlacedUnknown.Becomes(field, rule.Place),
                after
            ),
            _ => throw new UnreachableException(),
        };

    private PacketSet Before(ChainTable table, Rule rule, Verdict verdict, RuleWays ways) =>
        verdict switch
        {
            Verdict.Accept => ways.Accepted,
            Verdict.Drop or Verdict.Reject => space.None,
            Verdict.Return => ways.AtEnd,
            Verdict.Jump(var name) => chains(table, name, ways.Accepted, ways.Next),
            Verdict.Goto(var name) => chains(table, name, ways.Accepted, ways.AtEnd),
            Verdict.HandedOn(var isLetThrough) => conditions.Of(isLetThrough) & ways.Accepted,
            _ => throw new UnreachableException(),
        };

    /// <summary>Certain for the packets that are wanted with every value, possible for those that are with any.</summary>
    private PacketSet Forgotten(
        PacketField field,
        PacketSet allowed,
        string unknown,
        PacketSet after
    ) =>
        after == after.Ignoring(field)
            ? after
            : space
                .Unknown(unknown)
                .IfThenElse((after & allowed).Ignoring(field), ~(allowed - after).Ignoring(field));
}
