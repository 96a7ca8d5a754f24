using Hardening.Analysis.Semantics;

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
            : rule.WithUnknowns(one =>
                one.Place == rule.Place ? one with { Place = place } : one
            ) with
            {
                Place = place,
            };
    }
}
