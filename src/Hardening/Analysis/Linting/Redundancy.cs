using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>A rule without which nothing changes, as what follows decides its packets in the same way.</summary>
/// <param name="Number">Its number in the chain, from 0.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Causes">As few rules behind it as decide what would else be decided otherwise.</param>
/// <param name="AtEnd">Whether packets of it come to the end of the chain, and that is what decides them.</param>
internal sealed record Redundancy(
    int Number,
    RuleCoverage Rule,
    EquatableArray<RuleCoverage> Causes,
    bool AtEnd
)
{
    // Of more than these it is not tried which could be spared.
    private const int MostCauses = 64;

    /// <summary>All of a chain that can go at once.</summary>
    internal static IReadOnlyList<Redundancy> In(ChainOfFamilies chain)
    {
        if (chain.Each.Any(one => one.ChangesPackets))
        {
            return [];
        }
        var found = new List<Redundancy>();
        // From the last rule on, each beside those that stay: so what is found holds when all of it is gone.
        var staying = chain.Each.Select(_ => new List<RuleCoverage>()).ToList();
        for (var number = chain.Count - 1; number >= 0; number--)
        {
            var rules = chain.Rule(number);
            var redundant = rules
                .Select((rule, family) => (Rule: rule, Family: family))
                .Where(one => !one.Rule.IsIdle)
                .Select(one => Of(one.Rule, chain.Each[one.Family], staying[one.Family]))
                .ToList();
            if (redundant is [{ } first, ..] && redundant.TrueForAll(one => one is not null))
            {
                found.Add(first);
                continue;
            }
            foreach (var (family, rule) in rules.Index())
            {
                staying[family].Add(rule);
            }
        }
        found.Reverse();
        return found;
    }

    private static Redundancy? Of(
        RuleCoverage rule,
        LintedChain chain,
        IReadOnlyList<RuleCoverage> behind
    )
    {
        if (rule.Fate is null || DoesMore(rule.Rule))
        {
            return null;
        }
        if (Follow(rule, chain, behind, _ => false) is not { } all)
        {
            return null;
        }
        if (Follow(rule, chain, behind, _ => true) is { } none)
        {
            return new Redundancy(rule.Number, rule, [], none.AtEnd);
        }
        var (causes, atEnd) = all;
        for (var index = causes.Count - 1; index >= 0 && causes.Count <= MostCauses; index--)
        {
            var needed = causes.Where((_, other) => other != index).ToHashSet();
            if (Follow(rule, chain, behind, one => !needed.Contains(one)) is { } fewer)
            {
                causes.RemoveAt(index);
                atEnd = fewer.AtEnd;
            }
        }
        return new Redundancy(rule.Number, rule, causes.ToEquatableArray(), atEnd);
    }

    /// <summary>The rules that decide the same behind it; null where one decides otherwise.</summary>
    private static (List<RuleCoverage> Causes, bool AtEnd)? Follow(
        RuleCoverage rule,
        LintedChain chain,
        IReadOnlyList<RuleCoverage> behind,
        Func<RuleCoverage, bool> isSpared
    )
    {
        var left = rule.Left;
        var causes = new List<RuleCoverage>();
        for (var index = behind.Count - 1; index >= 0 && !left.IsEmpty; index--)
        {
            var other = behind[index];
            // One that is idle now may be named as such, and go too.
            if (
                !other.Extent.Meets(rule.Extent)
                || other.Fate == rule.Fate && (other.IsIdle || isSpared(other))
            )
            {
                continue;
            }
            // What does not decide may log or count, and this rule keeps packets from it.
            if (
                other.Fate is null
                    ? other.Met.Overlaps(left)
                    : other.Fate != rule.Fate && other.Kept.Overlaps(left)
            )
            {
                return null;
            }
            var rest = left - other.Kept;
            if (rest == left)
            {
                continue;
            }
            causes.Add(other);
            left = rest;
        }
        return left.IsEmpty || chain.AtEnd == rule.Fate ? (causes, !left.IsEmpty) : null;
    }

    /// <summary>
    /// Whether it may do more than decide: what is not modelled may remember what it met, as <c>recent</c> does, and nft has
    /// statements beside the verdict.
    /// </summary>
    private static bool DoesMore(Rule rule) =>
        rule.Steps.OfType<Step.When>()
            .SelectMany(step => Conditions.Within(step.Condition))
            .Any(condition => condition is Condition.Unmodelled)
        || rule.Place.Text.Split(' ').Any(word => word is "log" or "queue" or "dup" or "update");
}
