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
                return InTurn(
                    cases.Select(one => (one.Condition, Where(one, question))),
                    whileTheyHold: false
                );
            default:
                return null;
        }
    }

    private static Condition? Where(Step.Case one, Condition.Unmodelled question) =>
        one.Verdict is Verdict.HandedOn(var isLetThrough) && isLetThrough == question
            ? one.Condition
            : Within(one.Condition, question);

    private static Condition? Within(Condition condition, Condition.Unmodelled question) =>
        condition switch
        {
            Condition.Unmodelled unknown => unknown == question ? Condition.Always : null,
            Condition.Not(var negand) => Within(negand, question),
            Condition.AllOf(var all) => InTurn(
                all.Select(one => (one, Within(one, question))),
                whileTheyHold: true
            ),
            Condition.AnyOf(var any) => InTurn(
                any.Select(one => (one, Within(one, question))),
                whileTheyHold: false
            ),
            _ => null,
        };

    /// <summary>One is asked after the other, as long as they hold, or as long as they do not, until one has the question in it.</summary>
    private static Condition.AllOf? InTurn(
        IEnumerable<(Condition Condition, Condition? Where)> asked,
        bool whileTheyHold
    )
    {
        var before = new List<Condition>();
        foreach (var (condition, where) in asked)
        {
            if (where is not null)
            {
                return new Condition.AllOf([.. before, where]);
            }
            before.Add(condition.NegatedIf(!whileTheyHold));
        }
        return null;
    }
}
