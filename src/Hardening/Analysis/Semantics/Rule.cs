using Hardening.Rulesets;

namespace Hardening.Analysis.Semantics;

/// <summary>One rule of a chain.</summary>
/// <param name="Steps">Its parts in their order.</param>
/// <param name="Place">Where it stands.</param>
public sealed record Rule(EquatableArray<Step> Steps, RulePlace Place)
{
    /// <summary>The same rule that asks other questions where it asks what is unknown.</summary>
    /// <param name="replace">What stands for an unknown.</param>
    internal Rule WithUnknowns(Func<Condition.Unmodelled, Condition.Unmodelled> replace)
    {
        return this with { Steps = Steps.Select(Replaced).ToEquatableArray() };

        Step Replaced(Step step) =>
            step switch
            {
                Step.When(var condition) => new Step.When(Within(condition)),
                Step.Change change => change with { Where = Within(change.Where) },
                Step.Decide(var verdict) => new Step.Decide(Fate(verdict)),
                Step.Choose(var cases) => new Step.Choose(
                    cases
                        .Select(one => new Step.Case(Within(one.Condition), Fate(one.Verdict)))
                        .ToEquatableArray()
                ),
                _ => step,
            };

        Verdict Fate(Verdict verdict) =>
            verdict is Verdict.HandedOn(var isLetThrough)
                ? new Verdict.HandedOn(replace(isLetThrough))
                : verdict;

        Condition Within(Condition condition) =>
            condition switch
            {
                Condition.Unmodelled unknown => replace(unknown),
                Condition.Not(var negand) => new Condition.Not(Within(negand)),
                Condition.AllOf(var all) => new Condition.AllOf(
                    all.Select(Within).ToEquatableArray()
                ),
                Condition.AnyOf(var any) => new Condition.AnyOf(
                    any.Select(Within).ToEquatableArray()
                ),
                _ => condition,
            };
    }
}
