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
        field is PacketField.InInterface or PacketField.OutInterface or PacketField.EthernetSource;

    /// <summary>How many a field has; never less than one.</summary>
    public int Count(PacketField field) => Of(field).Length;

    /// <summary>The atoms of a name, or of all names that begin so, sorted.</summary>
    public EquatableArray<ValueRange> Values(PacketField field, string name, bool isPrefix) =>
        Of(field)
            .Index()
            .Where(atom => atom.Item.IsOf(name, isPrefix))
            .Select(atom => new ValueRange((UInt128)atom.Index, (UInt128)atom.Index))
            .ToEquatableArray();

    /// <summary>The atom that a name belongs to.</summary>
    public UInt128 AtomOf(PacketField field, string name)
    {
        var found = 0;
        foreach (var (index, atom) in Of(field).Index())
        {
            if (!atom.IsOpen && atom.Name == name)
            {
                return (UInt128)index;
            }
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
        return !atom.IsOpen ? atom.Name
            : atom.Name.Length > 0 ? $"{atom.Name}*"
            : Of(field).Length == 1 ? "any"
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
        if (field == PacketField.EthernetSource)
        {
            return "00:00:5e:00:53:01";
        }
        var used = all.Where(other => !other.IsOpen).Select(other => other.Name).ToHashSet();
        var beginnings = all.Where(other => other.IsOpen && other.Name.Length > atom.Name.Length)
            .Select(other => other.Name)
            .ToList();
        var stem = atom.Name.Length > 0 ? atom.Name : "eth";
        return Enumerable
            .Range(0, int.MaxValue)
            .Select(number => FormattableString.Invariant($"{stem}{number}"))
            .First(name =>
                !used.Contains(name)
                && !beginnings.Exists(beginning =>
                    name.StartsWith(beginning, StringComparison.Ordinal)
                )
            );
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
                .OrderBy(atom => atom.Name, StringComparer.Ordinal)
                .ThenBy(atom => atom.IsOpen),
        ];

    /// <param name="Name">The name, or what its names begin with.</param>
    /// <param name="IsOpen">Whether it stands for all names that begin so and have no atom of their own, or a longer beginning.</param>
    private sealed record Atom(string Name, bool IsOpen)
    {
        public bool IsOf(string name, bool isPrefix) =>
            isPrefix ? Name.StartsWith(name, StringComparison.Ordinal) : !IsOpen && Name == name;
    }
}
