using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Differences;

/// <summary>Rules cut short: they accept the packets that come to a question, and no others.</summary>
internal static class Asking
{
    /// <summary>The rule up to the question; null if it does not ask it.</summary>
    internal static Rule? Of(Rule rule, Condition.Unmodelled question)
    {
        var steps = new List<Step>();
        foreach (var step in rule.Steps)
        {
            if (At(step, question) is { } where)
            {
                return rule with
                {
                    Steps =
                    [
                        .. steps,
                        new Step.Choose([new Step.Case(where, new Verdict.Accept())]),
                        .. Without(rule).Steps.Skip(steps.Count),
                    ],
                };
            }
            steps.Add(Without(step));
        }
        return null;
    }

    /// <summary>A rule that does not ask it: what it lets through never comes to the question.</summary>
    internal static Rule Without(Rule rule) =>
        rule with
        {
            Steps = rule.Steps.Select(Without).ToEquatableArray(),
        };

    private static Step Without(Step step) =>
        step switch
        {
            Step.Decide(Verdict.Accept or Verdict.HandedOn) => new Step.Decide(new Verdict.Drop()),
            Step.Choose(var cases) => new Step.Choose(
                cases
                    .Select(one =>
                        one.Verdict is Verdict.Accept or Verdict.HandedOn
                            ? one with
                            {
                                Verdict = new Verdict.Drop(),
                            }
                            : one
                    )
                    .ToEquatableArray()
            ),
            _ => step,
        };

    /// <summary>For which of the packets that come to a step it asks the question; null for none.</summary>
    private static Condition? At(Step step, Condition.Unmodelled question)
    {
        switch (step)
        {
            case Step.When(var condition):
                return Within(condition, question);
            case Step.Decide(Verdict.HandedOn(var isLetThrough)) when isLetThrough == question:
                return Condition.Always;
            case Step.Choose(var cases):
                return Among(cases, question);
            default:
                return null;
        }
    }

    private static Condition? Among(EquatableArray<Step.Case> cases, Condition.Unmodelled question)
    {
        for (var index = 0; index < cases.Count; index++)
        {
            var (condition, verdict) = cases[index];
            var where =
                verdict is Verdict.HandedOn(var isLetThrough) && isLetThrough == question
                    ? condition
                    : Within(condition, question);
            if (where is not null)
            {
                return new Condition.AllOf([
                    .. cases.Take(index).Select(one => one.Condition.Opposite()),
                    where,
                ]);
            }
        }
        return null;
    }

    private static Condition? Within(Condition condition, Condition.Unmodelled question) =>
        condition switch
        {
            Condition.Unmodelled unknown => unknown == question ? Condition.Always : null,
            Condition.Not(var negand) => Within(negand, question),
            Condition.AllOf(var all) => AfterAll(all, question),
            Condition.AnyOf(var any) => FirstOf(any, question),
            _ => null,
        };

    /// <summary>All are asked in turn until one does not hold.</summary>
    private static Condition? AfterAll(
        EquatableArray<Condition> conditions,
        Condition.Unmodelled question
    )
    {
        for (var index = 0; index < conditions.Count; index++)
        {
            if (Within(conditions[index], question) is { } where)
            {
                return new Condition.AllOf([.. conditions.Take(index), where]);
            }
        }
        return null;
    }

    /// <summary>All are asked in turn until one holds.</summary>
    private static Condition? FirstOf(
        EquatableArray<Condition> conditions,
        Condition.Unmodelled question
    )
    {
        for (var index = 0; index < conditions.Count; index++)
        {
            if (Within(conditions[index], question) is { } where)
            {
                return new Condition.AllOf([
                    .. conditions.Take(index).Select(one => one.Opposite()),
                    where,
                ]);
            }
        }
        return null;
    }
}
