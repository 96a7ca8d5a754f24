using Hardening.Analysis.PacketSets;
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
                            chain.Rules.Select(rule => $"{chain.Name}: {Of(rule)}")
                        )
                    )
            )
        );

    internal static string Of(Rule rule) => string.Join("; ", rule.Steps.Select(Of));

    private static string Of(Step step) =>
        step switch
        {
            Step.When(var condition) => $"when {Of(condition)}",
            Step.Change change when change.Where != Condition.Always =>
                $"{Of(change with { Where = Condition.Always })} where {Of(change.Where)}",
            Step.Assign(var field, var mask, var value) => $"{field} := {value}/{mask}",
            Step.Mix(var field, var to) =>
                $"{field} := {field} & {to.Keep} ^ {to.From} & {to.Take} ^ {to.Flip}",
            Step.Increase(var field, var by, var highest) => $"{field} += {by} up to {highest}",
            Step.Forget(var field, var values) => $"{field} := any of {Of(values)}",
            Step.Decide(var verdict) => Of(verdict),
            Step.Choose(var cases) => string.Join(
                " | ",
                cases.Select(one => $"{Of(one.Condition)} -> {Of(one.Verdict)}")
            ),
            _ => $"{step}",
        };

    private static string Of(Verdict verdict) =>
        verdict is Verdict.HandedOn(var isLetThrough)
            ? $"handed on {Of(isLetThrough)}"
            : $"{verdict}";

    private static string Of(IEnumerable<ValueRange> values) =>
        string.Join(
            ", ",
            values.Select(range =>
                range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"
            )
        );

    internal static string Of(Condition condition) =>
        condition switch
        {
            Condition.Among(var field, var values) => $"{field} in {Of(values)}",
            Condition.BitsAre(var field, var mask, var value) => $"{field} & {mask} == {value}",
            Condition.Named(var field, var name, var isPrefix) =>
                $"{field} is {name}{(isPrefix ? "*" : "")}",
            Condition.Unmodelled unknown => $"[{unknown.Name}]",
            Condition.Not(var negand) => $"not ({Of(negand)})",
            Condition.AllOf(var all) => $"({string.Join(" and ", all.Select(Of))})",
            Condition.AnyOf(var any) => $"({string.Join(" or ", any.Select(Of))})",
            _ => $"{condition}",
        };
}
