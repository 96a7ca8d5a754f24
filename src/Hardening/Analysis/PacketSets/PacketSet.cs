using System.Collections.Immutable;
using System.Numerics;

namespace Hardening.Analysis.PacketSets;

/// <summary>A set of packets; equal sets are equal, however they were made. <c>default</c> is not valid.</summary>
public readonly struct PacketSet : IEquatable<PacketSet>
{
    private readonly PacketSpace space;

    internal PacketSet(PacketSpace space, int edge)
    {
        this.space = space;
        Edge = edge;
    }

    internal int Edge { get; }

    /// <summary>Whether no packet is in it, whatever is unknown.</summary>
    public bool IsEmpty => Edge == Diagrams.False;

    /// <summary>Whether every packet is in it, whatever is unknown.</summary>
    public bool IsAll => Edge == Diagrams.True;

    /// <summary>Those that are in it for some answers to what is unknown.</summary>
    public PacketSet Possible =>
        new(space, space.Diagrams.Exists(Edge, space.Layout.Levels, space.LevelsWithUnknowns));

    /// <summary>Those that are in it for all answers to what is unknown.</summary>
    public PacketSet Certain => ~(~this).Possible;

    /// <summary>What it depends on and nobody knows, in the order of first use.</summary>
    public IEnumerable<string> Unknowns
    {
        get
        {
            var first = space.Layout.Levels;
            return DiagramReading
                .Levels(space.Diagrams, Edge)
                .Where(level => level >= first)
                .Order()
                .Select(space.UnknownAt);
        }
    }

    /// <summary>How many packets are in it, by their fields alone.</summary>
    /// <exception cref="InvalidOperationException">It depends on something unknown.</exception>
    public BigInteger Count =>
        Unknowns.Any()
            ? throw new InvalidOperationException(
                "A set that depends on what is unknown has no size."
            )
            : DiagramReading.Count(space.Diagrams, Edge, space.Layout.Levels);

    /// <summary>The packets that are in both.</summary>
    public static PacketSet operator &(PacketSet left, PacketSet right) =>
        new(left.space, left.space.Diagrams.And(left.Edge, right.Edge));

    /// <summary>The packets that are in either.</summary>
    public static PacketSet operator |(PacketSet left, PacketSet right) =>
        new(left.space, left.space.Diagrams.Or(left.Edge, right.Edge));

    /// <summary>The packets that are in the left one alone.</summary>
    public static PacketSet operator -(PacketSet left, PacketSet right) => left & ~right;

    /// <summary>The packets that are in one of them and not in the other.</summary>
    public static PacketSet operator ^(PacketSet left, PacketSet right) =>
        left.IfThenElse(~right, right);

    /// <summary>All other packets.</summary>
    public static PacketSet operator ~(PacketSet set) => new(set.space, set.Edge ^ 1);

    /// <summary>Whether they are the same.</summary>
    public static bool operator ==(PacketSet left, PacketSet right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(PacketSet left, PacketSet right) => !left.Equals(right);

    /// <summary>Whether a packet is in it.</summary>
    /// <param name="valueOf">The packet's fields.</param>
    /// <param name="answerOf">The answers to what is unknown.</param>
    public bool Contains(Func<PacketField, UInt128> valueOf, Func<string, bool> answerOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        ArgumentNullException.ThrowIfNull(answerOf);
        var edge = Edge;
        while (edge > Diagrams.False)
        {
            var level = space.Diagrams.LevelOf(edge);
            bool isSet;
            if (level >= space.Layout.Levels)
            {
                isSet = answerOf(space.UnknownAt(level));
            }
            else
            {
                var field = space.Layout.FieldAt(level);
                isSet = (valueOf(field) >> (space.Layout.End(field) - 1 - level) & 1) != 0;
            }
            edge = isSet ? space.Diagrams.High(edge) : space.Diagrams.Low(edge);
        }
        return edge == Diagrams.True;
    }

    /// <summary>Those of one set that are in this one, and those of another that are not.</summary>
    public PacketSet IfThenElse(PacketSet then, PacketSet otherwise) =>
        new(space, space.Diagrams.IfThenElse(Edge, then.Edge, otherwise.Edge));

    /// <summary>Whether some packet is in both.</summary>
    public bool Overlaps(PacketSet other) => space.Diagrams.Meet(Edge, other.Edge);

    /// <summary>Whether all of its packets are in the other too.</summary>
    public bool IsSubsetOf(PacketSet other) => !Overlaps(~other);

    /// <summary>The packets that are in this set once some bits of a field have been given a value.</summary>
    public PacketSet With(PacketField field, UInt128 mask, UInt128 value)
    {
        var whole = space.Layout.Width(field);
        mask &= whole == 0 ? 0 : UInt128.MaxValue >> (128 - whole);
        return new(space, space.Diagrams.Restrict(Edge, space.BitsOf(field, mask, value & mask)));
    }

    /// <summary>The packets that are in this set with some value of the field.</summary>
    public PacketSet Ignoring(PacketField field) =>
        new(space, space.Diagrams.Exists(Edge, space.Layout.First(field), space.Layout.End(field)));

    /// <summary>The values that the field has in packets of this set, sorted; worked out one by one, as there can be very many.</summary>
    public IEnumerable<ValueRange> Values(PacketField field)
    {
        var (first, end) = (space.Layout.First(field), space.Layout.End(field));
        return DiagramReading.Ranges(space.Diagrams, IgnoringAllBut(field).Edge, first, end);
    }

    /// <summary>
    /// One packet of the set, which must not be empty: each field in turn gets the first of its candidates that is still possible,
    /// or else the lowest value that is; fields that are not named are 0 where they may be. What is unknown is no where it may be.
    /// </summary>
    /// <param name="candidates">The fields, those first whose candidates matter most.</param>
    public PacketSample Sample(
        params IEnumerable<(PacketField Field, IReadOnlyList<UInt128> Candidates)> candidates
    )
    {
        if (IsEmpty)
        {
            throw new InvalidOperationException("An empty set has no sample.");
        }
        var rest = this;
        var fields = ImmutableDictionary.CreateBuilder<PacketField, UInt128>();
        var named = candidates.ToList();
        foreach (
            var (field, values) in named.Concat(
                Enum.GetValues<PacketField>()
                    .Except(named.Select(one => one.Field))
                    .Select(field => (field, (IReadOnlyList<UInt128>)[]))
            )
        )
        {
            var set = rest;
            var found = values
                .Append(UInt128.Zero)
                .Cast<UInt128?>()
                .FirstOrDefault(value => !set.With(field, UInt128.MaxValue, value!.Value).IsEmpty);
            var value = found ?? rest.Values(field).First().First;
            fields[field] = value;
            rest = rest.With(field, UInt128.MaxValue, value);
        }
        return new PacketSample(fields.ToImmutable(), AnswersIn(rest));
    }

    /// <summary>The set as boxes that do not overlap: each a product of values of its fields.</summary>
    /// <param name="fields">The fields that a box may name, those first whose values are to be told apart first; of others no account is taken.</param>
    public IEnumerable<PacketBox> Boxes(params IEnumerable<PacketField> fields) =>
        PacketBoxes.Of(space, Possible.Edge, fields);

    /// <summary>The packets of the same space whose field has the value.</summary>
    internal PacketSet OfValue(PacketField field, UInt128 value) =>
        space.OneOf(field, new ValueRange(value, value));

    internal PacketSet IgnoringAllBut(PacketField field) => SharedIn(field, space.All);

    /// <summary>The packets whose field has a value that it has in some packet of both, for some answers to what is unknown.</summary>
    internal PacketSet SharedIn(PacketField field, PacketSet other) =>
        new(
            space,
            space.Diagrams.Shared(
                Edge,
                other.Edge,
                space.Layout.First(field),
                space.Layout.End(field)
            )
        );

    /// <summary>Answers with which a set that depends on nothing else holds.</summary>
    private static ImmutableDictionary<string, bool> AnswersIn(PacketSet set)
    {
        var answers = ImmutableDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        foreach (var unknown in set.Unknowns.ToList())
        {
            var yes = set.space.Unknown(unknown);
            var isNo = set.Overlaps(~yes);
            answers[unknown] = !isNo;
            set &= isNo ? ~yes : yes;
        }
        return answers.ToImmutable();
    }

    /// <inheritdoc/>
    public bool Equals(PacketSet other) =>
        Edge == other.Edge && ReferenceEquals(space, other.space);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PacketSet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Edge;
}
