namespace Hardening.Analysis.Semantics;

/// <summary>Every condition that a filter asks, however deep.</summary>
internal static class Conditions
{
    internal static IEnumerable<Condition> In(PacketFilter filter)
    {
        foreach (var table in filter.Tables)
        {
            foreach (var chain in table.Chains)
            {
                foreach (var rule in chain.Rules)
                {
                    foreach (var step in rule.Steps)
                    {
                        // Most are so, and there are very many of them.
                        if (
                            step is Step.When
                            {
                                Condition: Condition.Among or Condition.BitsAre or Condition.Named
                            } when
                        )
                        {
                            yield return when.Condition;
                            continue;
                        }
                        foreach (var each in In(step).SelectMany(Within))
                        {
                            yield return each;
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<Condition> In(Step step) =>
        step switch
        {
            Step.When(var condition) => [condition],
            Step.Decide(Verdict.HandedOn(var isLetThrough)) => [isLetThrough],
            Step.Choose(var cases) => cases.SelectMany(In),
            // What nat gives is told by its old values too, and no rule asks for those; names must be told apart wherever they stand.
            Step.Change change => Within(change.Where).OfType<Condition.Named>(),
            _ => [],
        };

    private static IEnumerable<Condition> In(Step.Case one) =>
        one.Verdict is Verdict.HandedOn(var isLetThrough)
            ? [one.Condition, isLetThrough]
            : [one.Condition];

    /// <summary>A condition, or those that it is made of.</summary>
    internal static IEnumerable<Condition> Within(Condition condition) =>
        condition switch
        {
            Condition.Not(var negand) => Within(negand),
            Condition.AllOf(var conditions) => conditions.SelectMany(Within),
            Condition.AnyOf(var conditions) => conditions.SelectMany(Within),
            _ => [condition],
        };
}
