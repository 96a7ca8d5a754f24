using System.Collections.Immutable;

namespace Hardening.Addresses;

/// <summary>
/// A set of addresses of both families. Sets of the same addresses are equal, however they were made. The operations
/// take time linear in the number of ranges; making a set sorts its ranges.
/// </summary>
public sealed class AddressSet : IEquatable<AddressSet>
{
    private readonly ImmutableArray<AddressRange> ipv4;
    private readonly ImmutableArray<AddressRange> ipv6;

    private AddressSet(ImmutableArray<AddressRange> ipv4, ImmutableArray<AddressRange> ipv6)
    {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /// <summary>No address.</summary>
    public static AddressSet Empty { get; } = new([], []);

    /// <summary>Every address of both families.</summary>
    public static AddressSet Everything { get; } = Empty.Complement();

    /// <summary>Whether there is no address of either family.</summary>
    public bool IsEmpty => ipv4.IsEmpty && ipv6.IsEmpty;

    /// <summary>The addresses of all the networks, which may overlap and repeat.</summary>
    public static AddressSet Of(params IEnumerable<Prefix> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        return OfRanges(prefixes.Select(static prefix => prefix.Range));
    }

    /// <summary>The addresses of all the ranges, which may overlap and repeat.</summary>
    public static AddressSet OfRanges(params IEnumerable<AddressRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var narrow = new List<AddressRange>();
        var wide = new List<AddressRange>();
        foreach (var range in ranges)
        {
            (range.Family == IpFamily.IPv4 ? narrow : wide).Add(range);
        }
        return new(SortedRanges.Normalise([.. narrow]), SortedRanges.Normalise([.. wide]));
    }

    /// <summary>What is in either set.</summary>
    public AddressSet Union(AddressSet other) =>
        new(SortedRanges.Union(ipv4, other.ipv4), SortedRanges.Union(ipv6, other.ipv6));

    /// <summary>What is in both sets.</summary>
    public AddressSet Intersect(AddressSet other) =>
        new(SortedRanges.Intersect(ipv4, other.ipv4), SortedRanges.Intersect(ipv6, other.ipv6));

    /// <summary>What is in this set and not in the other.</summary>
    public AddressSet Except(AddressSet other) => Intersect(other.Complement());

    /// <summary>Every address of both families that is not in this set.</summary>
    public AddressSet Complement() =>
        new(
            SortedRanges.Complement(ipv4, IpFamily.IPv4),
            SortedRanges.Complement(ipv6, IpFamily.IPv6)
        );

    /// <summary>Whether the address is in the set, by binary search.</summary>
    public bool Contains(Address address) =>
        SortedRanges.Holding(Ranges(address.Family), address) is not null;

    /// <summary>Whether every address of the range is in the set, by binary search.</summary>
    public bool Contains(AddressRange range) =>
        SortedRanges.Holding(Ranges(range.Family), range.First) is { } holding
        && range.Last <= holding.Last;

    /// <summary>Whether every address of the network is in the set, by binary search.</summary>
    public bool Contains(Prefix prefix) => Contains(prefix.Range);

    /// <summary>Whether every address of this set is in the other.</summary>
    public bool IsSubsetOf(AddressSet other) => Except(other).IsEmpty;

    /// <summary>Whether there is an address of the family.</summary>
    public bool HasAny(IpFamily family) => !Ranges(family).IsEmpty;

    /// <summary>The family's addresses as sorted ranges of which no two overlap or touch.</summary>
    public ImmutableArray<AddressRange> Ranges(IpFamily family) =>
        family == IpFamily.IPv4 ? ipv4 : ipv6;

    /// <summary>The family's addresses as the fewest networks, sorted.</summary>
    public ImmutableArray<Prefix> Prefixes(IpFamily family)
    {
        var cover = ImmutableArray.CreateBuilder<Prefix>(Ranges(family).Length);
        foreach (var range in Ranges(family))
        {
            PrefixCover.Append(cover, range);
        }
        return cover.DrainToImmutable();
    }

    /// <inheritdoc/>
    public bool Equals(AddressSet? other) =>
        other is not null && ipv4.SequenceEqual(other.ipv4) && ipv6.SequenceEqual(other.ipv6);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AddressSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var range in ipv4.Concat(ipv6))
        {
            hash.Add(range);
        }
        return hash.ToHashCode();
    }

    /// <summary>The networks in short, as in <c>192.168.1.0/24, fd00::/64</c>; <c>nobody</c> if there is none.</summary>
    public override string ToString()
    {
        var prefixes = Prefixes(IpFamily.IPv4).AddRange(Prefixes(IpFamily.IPv6));
        return prefixes.IsEmpty ? "nobody" : string.Join(", ", prefixes);
    }
}
