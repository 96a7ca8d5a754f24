using Hardening.Addresses;

namespace Hardening.Analysis.PacketSets;

/// <summary>
/// All packets of one family, of which sets can be made. Sets of one space can be combined with each other and with no others.
/// Not safe for several threads at once.
/// </summary>
public sealed class PacketSpace
{
    private readonly Dictionary<string, int> unknowns = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    /// <summary>Makes the space.</summary>
    /// <param name="family">Whose addresses the packets have.</param>
    /// <param name="countNames">How many names a field has that holds one; asked for those fields alone.</param>
    public PacketSpace(IpFamily family, Func<PacketField, int> countNames)
        : this(family, countNames, new Diagrams()) { }

    internal PacketSpace(IpFamily family, Func<PacketField, int> countNames, Diagrams diagrams)
    {
        ArgumentNullException.ThrowIfNull(countNames);
        Family = family;
        Layout = new FieldLayout(family, countNames);
        Diagrams = diagrams;
    }

    /// <summary>Whose addresses the packets have.</summary>
    public IpFamily Family { get; }

    /// <summary>Every packet.</summary>
    public PacketSet All => new(this, Diagrams.True);

    /// <summary>No packet.</summary>
    public PacketSet None => new(this, Diagrams.False);

    /// <summary>How much work it was so far: the nodes of all diagrams that were ever made.</summary>
    public int Size => Diagrams.Count;

    internal Diagrams Diagrams { get; }

    internal FieldLayout Layout { get; }

    /// <summary>The packets whose field has one of the values.</summary>
    /// <param name="field">The field.</param>
    /// <param name="values">Sorted, disjoint; values that the field is too narrow for are ignored.</param>
    public PacketSet OneOf(PacketField field, params ReadOnlySpan<ValueRange> values) =>
        new(this, Diagrams.OneOf(Layout.First(field), Layout.End(field), values));

    /// <summary>The packets for which <c>(field &amp; mask) == value</c>.</summary>
    public PacketSet Masked(PacketField field, UInt128 mask, UInt128 value) =>
        (value & ~mask) == 0 ? new(this, Diagrams.Masked(BitsOf(field, mask, value))) : None;

    /// <summary>The packets of a set whose field has one of the values, at once where the set asks nothing of the field or above it.</summary>
    internal PacketSet OneOf(PacketField field, ReadOnlySpan<ValueRange> values, PacketSet among) =>
        IsBelow(among, field)
            ? new(this, Diagrams.OneOf(Layout.First(field), Layout.End(field), values, among.Edge))
            : OneOf(field, values) & among;

    /// <summary>The packets of a set for which <c>(field &amp; mask) == value</c>, likewise.</summary>
    internal PacketSet Masked(PacketField field, UInt128 mask, UInt128 value, PacketSet among) =>
        (value & ~mask) != 0 ? None
        : IsBelow(among, field) ? new(this, Diagrams.Masked(BitsOf(field, mask, value), among.Edge))
        : Masked(field, mask, value) & among;

    /// <summary>The packets for which the answer is yes to something that nobody knows; the same for the same text.</summary>
    public PacketSet Unknown(string text)
    {
        if (!unknowns.TryGetValue(text, out var number))
        {
            unknowns[text] = number = names.Count;
            names.Add(text);
        }
        var level = Layout.Levels + number;
        return new(this, Diagrams.Make(level, Diagrams.False, Diagrams.True));
    }

    internal Diagrams.BitValues BitsOf(PacketField field, UInt128 mask, UInt128 value) =>
        new(Layout.First(field), Layout.End(field), mask, value);

    /// <summary>The first level that a set asks.</summary>
    internal int LevelOf(PacketSet set) => Diagrams.LevelOf(set.Edge);

    private bool IsBelow(PacketSet set, PacketField field) => LevelOf(set) >= Layout.End(field);

    internal int LevelsWithUnknowns => Layout.Levels + names.Count;

    internal string UnknownAt(int level) => names[level - Layout.Levels];
}
