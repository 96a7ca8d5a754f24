using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>set: whether a packet is a member of a set of ipset(8).</summary>
internal static class SetCondition
{
    private static readonly string[] Counting = ["--update-counters", "--update-subcounters"];

    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group)
    {
        var match = group.Options.FirstOrDefault(option => option.Name is "--match-set" or "--set");
        if (match is null)
        {
            throw scope.Refused("set", "--match-set with the name of a set behind -m");
        }
        var others = group
            .Options.Where(option => option != match && !Counting.Contains(option.Name))
            .ToList();
        // Whatever else is asked is asked of counters, or of members that are none.
        var text = (match with { IsNegated = false, Module = "set" }).Text;
        var condition =
            others.Count == 0
                ? scope.Table.Sets.Of(
                    scope,
                    match.Argument,
                    match.Arguments.ElementAtOrDefault(1) ?? string.Empty
                )
                : null;
        yield return (
            condition
            ?? new Condition.Unmodelled(
                others.Count == 0 ? text
                : group.Text.StartsWith("! ", StringComparison.Ordinal) ? group.Text[2..]
                : group.Text
            )
        ).NegatedIf(match.IsNegated);
    }
}
