using Hardening.Rulesets;

namespace Hardening.Analysis.Semantics;

/// <summary>A chain that the kernel itself asks.</summary>
/// <param name="Chain">Its name in its table.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Point">Where it is asked.</param>
/// <param name="Priority">When, among those of the same hook: lower is earlier.</param>
/// <param name="Default">What becomes of a packet that no rule decided.</param>
/// <param name="Place">Where that is said.</param>
public sealed record BaseChain(
    string Chain,
    ChainKind Kind,
    HookPoint Point,
    int Priority,
    Verdict Default,
    RulePlace Place
);
