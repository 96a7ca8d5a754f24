using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>One part of a rule. They are taken in turn, until a condition does not hold or a verdict is given.</summary>
public abstract record Step
{
    private Step() { }

    /// <summary>The rest counts only where this holds.</summary>
    public sealed record When(Condition Condition) : Step;

    /// <summary>A field becomes something else; the next step follows in any case.</summary>
    /// <param name="Field">The field.</param>
    public abstract record Change(PacketField Field) : Step
    {
        /// <summary>The packets that are changed, as they are before it; all unless set.</summary>
        public Condition Where { get; init; } = Condition.Always;
    }

    /// <summary>Bits of a field become a value, as a mark does, or a destination.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Mask">Which bits of it.</param>
    /// <param name="Value">What they become; no bit outside the mask.</param>
    public sealed record Assign(PacketField Field, UInt128 Mask, UInt128 Value) : Change(Field);

    /// <summary>Bits of a field become bits of another, as a mark that is restored, or are turned over.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="To">What it becomes.</param>
    public sealed record Mix(PacketField Field, FieldCombination To) : Change(Field);

    /// <summary>A field grows or shrinks by a number, and stays at its end where it comes there.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="By">How much; less than 0 where it shrinks.</param>
    /// <param name="Highest">The highest value that it can have, of 16 bits at most.</param>
    public sealed record Increase(PacketField Field, int By, int Highest) : Change(Field);

    /// <summary>A field becomes something that nobody knows beforehand.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Values">What it may become; sorted, disjoint.</param>
    public sealed record Forget(PacketField Field, EquatableArray<ValueRange> Values)
        : Change(Field);

    /// <summary>The packet's fate in this chain.</summary>
    public sealed record Decide(Verdict Verdict) : Step;

    /// <summary>The first case whose condition holds gives the verdict, as a verdict map does; where none holds, the next step follows.</summary>
    public sealed record Choose(EquatableArray<Case> Cases) : Step;

    /// <summary>One case of a choice.</summary>
    public sealed record Case(Condition Condition, Verdict Verdict);
}
