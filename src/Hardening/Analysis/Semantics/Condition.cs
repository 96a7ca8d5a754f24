using Hardening.Analysis.PacketSets;
using Hardening.Rulesets;

namespace Hardening.Analysis.Semantics;

/// <summary>One question about a packet, as every format of rules asks it.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>It holds for every packet.</summary>
    public static Condition Always { get; } = new AllOf([]);

    /// <summary>It holds for no packet.</summary>
    public static Condition Never { get; } = new AnyOf([]);

    /// <summary>A field has this value.</summary>
    public static Condition Is(PacketField field, UInt128 value) => Between(field, value, value);

    /// <summary>A field has a value from one to another; none where they are the wrong way round.</summary>
    public static Condition Between(PacketField field, UInt128 first, UInt128 last) =>
        first <= last ? new Among(field, [new ValueRange(first, last)]) : Never;

    /// <summary>It holds where this one does not.</summary>
    public Condition Opposite() => this is Not { Negand: var negand } ? negand : new Not(this);

    /// <summary>This one, or its opposite.</summary>
    public Condition NegatedIf(bool isNegated) => isNegated ? Opposite() : this;

    /// <summary>A field has one of some values.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Values">Sorted, disjoint.</param>
    public sealed record Among(PacketField Field, EquatableArray<ValueRange> Values) : Condition;

    /// <summary>Some bits of a field have a value: <c>(field &amp; Mask) == Value</c>.</summary>
    public sealed record BitsAre(PacketField Field, UInt128 Mask, UInt128 Value) : Condition;

    /// <summary>A field that holds a name, as of an interface, has this one.</summary>
    /// <param name="Field">The field, one of names.</param>
    /// <param name="Name">The name, or what it begins with.</param>
    /// <param name="IsPrefix">Whether any name will do that begins so.</param>
    public sealed record Named(PacketField Field, string Name, bool IsPrefix = false) : Condition;

    /// <summary>
    /// A match that is not modelled. Equal texts are one and the same question, but for what is stateful, as a limit is: there the
    /// answer hangs on the packets before this one, and every place has its own.
    /// </summary>
    /// <param name="Text">What is asked, in the words of nft(8) where it has some.</param>
    public sealed record Unmodelled(string Text) : Condition
    {
        /// <summary>Where it is asked, if it is stateful; null if packet and host alone decide.</summary>
        public RulePlace? Place { get; init; }

        /// <summary>Whose state it asks where other places may ask or change that too, such as <c>@flood</c>; null where the state is the place's own.</summary>
        public string? State { get; init; }

        /// <summary>How that state is set up where the question itself does not say so: only with equal ones may two be one.</summary>
        public string? Definition { get; init; }

        /// <summary>Whether it may hold or not whatever holds besides, as that a set is full.</summary>
        public bool IsFree { get; init; }

        /// <summary>What tells it from all other unknowns.</summary>
        public string Name => Place is null ? Text : PlacedUnknown.At(Text, Place);
    }

    /// <summary>It holds where the other does not.</summary>
    public sealed record Not(Condition Negand) : Condition;

    /// <summary>All of them hold.</summary>
    public sealed record AllOf(EquatableArray<Condition> Conditions) : Condition;

    /// <summary>At least one of them holds.</summary>
    public sealed record AnyOf(EquatableArray<Condition> Conditions) : Condition;
}
