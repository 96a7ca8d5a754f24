using Hardening.Analysis.Semantics;
using Hardening.Rulesets;

namespace Hardening.Analysis.Mending;

/// <summary>
/// Rules of a changed text as if they stood where they stood before: what is asked anew at every place, as a limit is, must
/// have the same name on both sides of a comparison.
/// </summary>
internal sealed class Relocation(IReadOnlyDictionary<string, MendedText> texts)
{
    internal PacketFilter Of(PacketFilter filter) =>
        filter.WithRules((_, chain) => chain.Rules.Select(Of));

    private Rule Of(Rule rule)
    {
        if (!texts.TryGetValue(rule.Place.File, out var text))
        {
            return rule;
        }
        var place = rule.Place with { Line = text.OldLine(rule.Place.Line) };
        return place == rule.Place
            ? rule
            : new Rule(
                rule.Steps.Select(step => Of(step, rule.Place, place)).ToEquatableArray(),
                place
            );
    }

    private static Step Of(Step step, RulePlace from, RulePlace to) =>
        step switch
        {
            Step.When(var condition) => new Step.When(Of(condition, from, to)),
            Step.Choose(var cases) => new Step.Choose(
                cases
                    .Select(one => one with { Condition = Of(one.Condition, from, to) })
                    .ToEquatableArray()
            ),
            _ => step,
        };

    private static Condition Of(Condition condition, RulePlace from, RulePlace to) =>
        condition switch
        {
            Condition.Unmodelled(var text) => new Condition.Unmodelled(Of(text, from, to)),
            Condition.Not(var negand) => new Condition.Not(Of(negand, from, to)),
            Condition.AllOf(var all) => new Condition.AllOf(
                all.Select(one => Of(one, from, to)).ToEquatableArray()
            ),
            Condition.AnyOf(var any) => new Condition.AnyOf(
                any.Select(one => Of(one, from, to)).ToEquatableArray()
            ),
            _ => condition,
        };

    private static string Of(string text, RulePlace from, RulePlace to)
    {
        var here = PlacedUnknown.At("", from);
        return text.EndsWith(here, StringComparison.Ordinal)
            ? PlacedUnknown.At(text[..^here.Length], to)
            : text;
    }
}
