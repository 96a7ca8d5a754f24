using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>frag (ip6tables): the header that every fragment has.</summary>
internal static class FragmentCondition
{
    internal static IEnumerable<Condition> Of(MatchGroup group)
    {
        yield return new Condition.AnyOf([FragmentHeaders.IsFirst, FragmentHeaders.IsLater]);
        foreach (var option in group.Options)
        {
            yield return option.Name switch
            {
                "--fragfirst" => FragmentHeaders.IsFirst,
                "--fragmore" => new Condition.AnyOf([FragmentHeaders.IsFirst, HasMore]),
                "--fraglast" => new Condition.AllOf([FragmentHeaders.IsLater, HasMore.Opposite()]),
                _ => new Condition.Unmodelled(
                    $"{option.Name} {option.Argument}".TrimEnd() + " of frag"
                ).NegatedIf(option.IsNegated),
            };
        }
    }

    /// <summary>A first fragment has always more behind it; of a later one nobody knows.</summary>
    private static Condition HasMore { get; } = new Condition.Unmodelled("--fragmore of frag");
}
