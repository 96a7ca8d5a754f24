namespace Hardening.Analysis.Semantics;

/// <summary>Every condition that a filter asks, however deep.</summary>
internal static class Conditions
{
    internal static IEnumerable<Condition> In(PacketFilter filter) =>
        from table in filter.Tables
        from chain in table.Chains
        from rule in chain.Rules
        from step in rule.Steps
        from condition in In(step)
        from each in Within(condition)
        select each;

    private static IEnumerable<Condition> In(Step step) =>
        step switch
        {
            Step.When(var condition) => [condition],
            Step.Choose(var cases) => cases.Select(one => one.Condition),
            _ => [],
        };

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
