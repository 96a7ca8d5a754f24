using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>frag (ip6tables): the header that every fragment has.</summary>
internal static class FragmentCondition
{
    /// <summary>The two bits between the offset and the flag for more are among the reserved ones (ip6t_frag.c).</summary>
    private static readonly Condition HasReserved = new Condition.BitsAre(
        PacketField.FragmentReserved,
        0x3ff,
        0
    ).Opposite();

    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group)
    {
        yield return FragmentHeaders.IsFragment;
        foreach (var option in group.Options)
        {
            yield return (
                option.Name switch
                {
                    "--fragfirst" => FragmentHeaders.IsFirst,
                    "--fragmore" => FragmentHeaders.HasMore,
                    "--fraglast" => FragmentHeaders.HasMore.Opposite(),
                    "--fragres" => HasReserved,
                    "--fragid" => NumberCondition.Range(scope, PacketField.FragmentId, option, ':'),
                    _ => new Condition.Unmodelled(
                        $"{option.Name} {option.Argument}".TrimEnd() + " of frag"
                    ),
                }
            ).NegatedIf(option.IsNegated);
        }
    }
}
