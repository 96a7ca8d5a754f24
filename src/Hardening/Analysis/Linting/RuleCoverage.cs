using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>A rule beside those before it in its chain.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Number">Its number in the chain, from 0.</param>
/// <param name="Fate">What it does with every packet that it meets, if that is one thing and the end of it in its chain.</param>
/// <param name="Met">The packets that it has something to say to.</param>
/// <param name="Left">Those of them that the rules before it leave to it.</param>
/// <param name="Kept">The packets that never come to the rule behind it.</param>
/// <param name="IsBehindAll">Whether the rules before it leave it no packet of any kind.</param>
/// <param name="Causes">Where none are left: as few rules before it as together leave none.</param>
/// <param name="Extent">What its packets lie within.</param>
internal sealed record RuleCoverage(
    Rule Rule,
    int Number,
    Verdict? Fate,
    PacketSet Met,
    PacketSet Left,
    PacketSet Kept,
    bool IsBehindAll,
    EquatableArray<RuleCoverage> Causes,
    Extent Extent
)
{
    /// <summary>Whether no packet comes to it.</summary>
    internal bool IsIdle => Left.IsEmpty;

    /// <summary>Whether it drops or rejects what it meets.</summary>
    internal bool Denies => Fate is Verdict.Drop or Verdict.Reject;

    /// <summary>What a rule does with every packet that it meets; null where that differs from packet to packet.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="atEnd">What RETURN comes to in its chain.</param>
    internal static Verdict? FateOf(Rule rule, Verdict atEnd)
    {
        var deciding = rule.Steps.SkipWhile(step => step is Step.When).ToList();
        return deciding is not [Step.Decide(var verdict)] ? null
            : verdict is Verdict.Return ? atEnd
            : verdict is Verdict.Accept or Verdict.Drop or Verdict.Reject ? verdict
            : null;
    }
}
