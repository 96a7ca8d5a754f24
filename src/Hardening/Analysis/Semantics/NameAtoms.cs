using System.Collections.Immutable;
using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>
/// The names that a field may hold, as far as rules can tell them apart: each that is asked for, one more for each beginning
/// that is asked for, and one for all others. A field's value is the number of its atom.
/// </summary>
public sealed class NameAtoms
{
    private readonly ImmutableDictionary<PacketField, ImmutableArray<Atom>> atoms;

    private NameAtoms(ImmutableDictionary<PacketField, ImmutableArray<Atom>> atoms) =>
        this.atoms = atoms;

    /// <summary>Those that are told apart by the conditions; any others are left out.</summary>
    public static NameAtoms Of(IEnumerable<Condition> conditions) =>
        new(
            conditions
                .OfType<Condition.Named>()
                .GroupBy(named => named.Field)
                .ToImmutableDictionary(group => group.Key, group => Divide(group))
        );

    /// <summary>Whether the field holds a name.</summary>
    public static bool Holds(PacketField field) =>
        field
            is PacketField.InInterface
                or PacketField.OutInterface
                or PacketField.EthernetSource
                or PacketField.EthernetDestination
                or PacketField.BridgeIn
                or PacketField.BridgeOut
                or PacketField.BridgePortIn
                or PacketField.BridgePortOut;

    /// <summary>How many a field has; never less than one.</summary>
    public int Count(PacketField field) => Of(field).Length;

    /// <summary>The atoms of a name, or of all names that begin so, sorted.</summary>
    public EquatableArray<ValueRange> Values(PacketField field, string name, bool isPrefix) =>
        isPrefix
            ? Of(field)
                .Index()
                .Where(atom => atom.Item.Name.StartsWith(name, StringComparison.Ordinal))
                .Select(atom => Number(atom.Index))
                .ToEquatableArray()
        : Find(field, name) is { } own ? [Number(own)]
        : [];

    /// <summary>The atom that a name belongs to.</summary>
    public UInt128 AtomOf(PacketField field, string name)
    {
        if (Find(field, name) is { } own)
        {
            return (UInt128)own;
        }
        var found = 0;
        foreach (var (index, atom) in Of(field).Index())
        {
            // Sorted as they are, a longer beginning comes later.
            if (atom.IsOpen && name.StartsWith(atom.Name, StringComparison.Ordinal))
            {
                found = index;
            }
        }
        return (UInt128)found;
    }

    /// <summary>The names that belong to the atom.</summary>
    public string Describe(PacketField field, UInt128 value)
    {
        var atom = Of(field)[(int)value];
        return !atom.IsOpen
            ? atom.Name.Length > 0
                ? atom.Name
                : "none"
            : atom.Name.Length > 0
                ? $"{atom.Name}*"
                : Of(field).Length == 1
                    ? "any"
                    : "others";
    }

    /// <summary>A name that belongs to the atom, as an example.</summary>
    public string Example(PacketField field, UInt128 value)
    {
        var all = Of(field);
        var atom = all[(int)value];
        if (!atom.IsOpen)
        {
            return atom.Name;
        }
        if (field is PacketField.EthernetSource or PacketField.EthernetDestination)
        {
            return "00:00:5e:00:53:01";
        }
        var used = all.Where(other => !other.IsOpen).Select(other => other.Name).ToHashSet();
        var beginnings = all.Where(other => other.IsOpen && other.Name.Length > atom.Name.Length)
            .Select(other => other.Name)
            .ToList();
        // Where rules ask for all names that begin so, another letter makes one that they do not ask for.
        string[] stems =
        [
            atom.Name.Length > 0 ? atom.Name : "eth",
            .. "wlnvbtpacdefghijkmoqrsuxyz0123456789".Select(letter => $"{atom.Name}{letter}"),
        ];
        return (
                from stem in stems
                from number in Enumerable.Range(0, all.Length)
                select FormattableString.Invariant($"{stem}{number}")
            ).FirstOrDefault(name =>
                !used.Contains(name)
                && !beginnings.Exists(beginning =>
                    name.StartsWith(beginning, StringComparison.Ordinal)
                )
            ) ?? Describe(field, value);
    }

    private static ValueRange Number(int atom) => new((UInt128)atom, (UInt128)atom);

    /// <summary>The number of the atom that is this name alone; sorted as they are, in the time of a telephone book.</summary>
    private int? Find(PacketField field, string name)
    {
        // The first, all others, is what it is whatever the order.
        var all = Of(field);
        var found = all.BinarySearch(1, all.Length - 1, new Atom(name, false), Atom.Order);
        return found < 0 ? null : found;
    }

    private ImmutableArray<Atom> Of(PacketField field) =>
        atoms.GetValueOrDefault(field, [new Atom("", true)]);

    private static ImmutableArray<Atom> Divide(IEnumerable<Condition.Named> asked) =>
        [
            new Atom("", true),
            .. asked
                .Select(named => new Atom(named.Name, named.IsPrefix))
                .Where(atom => atom != new Atom("", true))
                .Distinct()
                .Order(Atom.Order),
        ];

    /// <param name="Name">The name, or what its names begin with.</param>
    /// <param name="IsOpen">Whether it stands for all names that begin so and have no atom of their own, or a longer beginning.</param>
    private sealed record Atom(string Name, bool IsOpen)
    {
        /// <summary>By their names, the one that is the name alone first.</summary>
        internal static Comparer<Atom> Order { get; } =
            Comparer<Atom>.Create(
                (one, other) =>
                    string.CompareOrdinal(one.Name, other.Name) is not 0 and var order
                        ? order
                        : one.IsOpen.CompareTo(other.IsOpen)
            );
    }
}
