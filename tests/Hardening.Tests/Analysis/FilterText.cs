using Hardening.Analysis.Semantics;

namespace Hardening.Tests.Analysis;

/// <summary>A filter as text, for whoever reads a counter-example.</summary>
internal static class FilterText
{
    internal static string Of(PacketFilter filter) =>
        string.Join(
            '\n',
            filter.Tables.SelectMany(table =>
                table
                    .BaseChains.Select(chain =>
                        $"{chain.Kind} {chain.Chain} at {chain.Point} {chain.Priority}, policy {chain.Default}"
                    )
                    .Concat(
                        table.Chains.SelectMany(chain =>
                            chain.Rules.Select(rule =>
                                $"{chain.Name}: {string.Join("; ", rule.Steps.Select(Of))}"
                            )
                        )
                    )
            )
        );

    private static string Of(Step step) =>
        step switch
        {
            Step.When(var condition) => $"when {Of(condition)}",
            Step.Assign(var field, var mask, var value) => $"{field} := {value}/{mask}",
            Step.Decide(var verdict) => $"{verdict}",
            Step.Choose(var cases) => string.Join(
                " | ",
                cases.Select(one => $"{Of(one.Condition)} -> {one.Verdict}")
            ),
            _ => $"{step}",
        };

    internal static string Of(Condition condition) =>
        condition switch
        {
            Condition.Among(var field, var values) =>
                $"{field} in {string.Join(", ", values.Select(range => $"{range.First}-{range.Last}"))}",
            Condition.BitsAre(var field, var mask, var value) => $"{field} & {mask} == {value}",
            Condition.Not(var negand) => $"not ({Of(negand)})",
            Condition.AllOf(var all) => $"({string.Join(" and ", all.Select(Of))})",
            Condition.AnyOf(var any) => $"({string.Join(" or ", any.Select(Of))})",
            _ => $"{condition}",
        };
}
