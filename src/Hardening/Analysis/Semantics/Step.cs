using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>One part of a rule. They are taken in turn, until a condition does not hold or a verdict is given.</summary>
public abstract record Step
{
    private Step() { }

    /// <summary>The rest counts only where this holds.</summary>
    public sealed record When(Condition Condition) : Step;

    /// <summary>Bits of a field become a value, as a mark does, or a destination.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Mask">Which bits of it.</param>
    /// <param name="Value">What they become; no bit outside the mask.</param>
    public sealed record Assign(PacketField Field, UInt128 Mask, UInt128 Value) : Step;

    /// <summary>Bits of a field become something that nobody knows beforehand.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Values">What it may become; sorted, disjoint.</param>
    public sealed record Forget(PacketField Field, EquatableArray<ValueRange> Values) : Step;

    /// <summary>The packet's fate in this chain.</summary>
    public sealed record Decide(Verdict Verdict) : Step;

    /// <summary>The first case whose condition holds gives the verdict, as a verdict map does; where none holds, the next step follows.</summary>
    public sealed record Choose(EquatableArray<Case> Cases) : Step;

    /// <summary>One case of a choice.</summary>
    public sealed record Case(Condition Condition, Verdict Verdict);
}
