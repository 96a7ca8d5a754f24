using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>A type of values (nft(8), DATA TYPES).</summary>
internal sealed class Datatype
{
    private readonly FrozenDictionary<string, uint> values;
    private readonly FrozenDictionary<uint, string> names;

    /// <summary>Makes a type.</summary>
    /// <param name="name">As <c>describe</c> prints it and sets name it.</param>
    /// <param name="width">In bits; 0 where values have no fixed width.</param>
    /// <param name="notation">How values are written.</param>
    /// <param name="symbols">Names of values; of several for one value the first is printed.</param>
    internal Datatype(
        string name,
        int width,
        Notation notation,
        ImmutableArray<(string Name, uint Value)> symbols = default
    )
    {
        Name = name;
        Width = width;
        Notation = notation;
        symbols = symbols.IsDefault ? [] : symbols;
        Symbols = symbols;
        values = symbols
            .DistinctBy(symbol => symbol.Name)
            .ToFrozenDictionary(symbol => symbol.Name, symbol => symbol.Value);
        names = symbols
            .DistinctBy(symbol => symbol.Value)
            .ToFrozenDictionary(symbol => symbol.Value, symbol => symbol.Name);
    }

    internal string Name { get; }

    internal int Width { get; }

    internal Notation Notation { get; }

    internal ImmutableArray<(string Name, uint Value)> Symbols { get; }

    /// <summary>Whether a value is a set of bits, of which any may be asked for.</summary>
    internal bool IsBitmask => Notation == Notation.Flags;

    /// <summary>The highest value.</summary>
    internal UInt128 Highest => Width == 0 ? UInt128.MaxValue : Ones(Width);

    /// <summary>So many ones, right-aligned.</summary>
    internal static UInt128 Ones(int count) =>
        count >= 128 ? UInt128.MaxValue : (UInt128.One << count) - 1;

    /// <summary>The same with another width, as fields of headers have.</summary>
    internal Datatype OfWidth(int width) =>
        width == Width ? this : new(Name, width, Notation, Symbols);

    internal UInt128? Find(string name) => values.TryGetValue(name, out var value) ? value : null;

    internal string? NameOf(UInt128 value) =>
        value <= uint.MaxValue ? names.GetValueOrDefault((uint)value) : null;

    public override string ToString() => Name;
}
