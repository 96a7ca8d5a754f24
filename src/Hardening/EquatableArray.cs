using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Hardening;

/// <summary>An immutable list that compares by its elements, so that records that hold one compare by value.</summary>
/// <typeparam name="T">The element. <c>default</c> of this type is the empty list.</typeparam>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    private readonly ImmutableArray<T> elements;

    internal EquatableArray(ImmutableArray<T> elements) => this.elements = elements;

    private ImmutableArray<T> Elements => elements.IsDefault ? [] : elements;

    /// <inheritdoc/>
    public int Count => Elements.Length;

    /// <inheritdoc/>
    public T this[int index] => Elements[index];

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other) => Elements.SequenceEqual(other.Elements);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var element in Elements)
        {
            hash.Add(element);
        }
        return hash.ToHashCode();
    }

    /// <summary>The elements without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => Elements.AsSpan();

    /// <summary>Enumerates without boxing.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => Elements.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Elements).GetEnumerator();

    /// <summary>Compares by elements.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) =>
        left.Equals(right);

    /// <summary>Compares by elements.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) =>
        !left.Equals(right);
}

/// <summary>Makes <see cref="EquatableArray{T}"/>s; collection expressions come here.</summary>
public static class EquatableArray
{
    /// <summary>Copies the elements.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> elements) => new([.. elements]);

    /// <summary>Copies the elements.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> elements) =>
        new([.. elements]);
}
