using System.Collections.Immutable;

namespace Hardening.Addresses;

/// <summary>
/// Set algebra on ranges of one family that are sorted, disjoint and maximal: no two of them touch, so every set has
/// one form only. Each operation passes once over its operands.
/// </summary>
internal static class SortedRanges
{
    /// <summary>Sorts and merges ranges in any order.</summary>
    public static ImmutableArray<AddressRange> Normalise(AddressRange[] ranges)
    {
        // Keys beside the ranges: sorting by a comparison of ranges takes several times as long.
        Array.Sort(Array.ConvertAll(ranges, static range => range.First.Bits), ranges);
        var merged = ImmutableArray.CreateBuilder<AddressRange>(ranges.Length);
        foreach (var range in ranges)
        {
            Append(merged, range);
        }
        return merged.DrainToImmutable();
    }

    public static ImmutableArray<AddressRange> Union(
        ImmutableArray<AddressRange> left,
        ImmutableArray<AddressRange> right
    )
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty ? right : left;
        }
        var merged = ImmutableArray.CreateBuilder<AddressRange>(left.Length + right.Length);
        int l = 0,
            r = 0;
        while (l < left.Length || r < right.Length)
        {
            var fromLeft = r == right.Length || l < left.Length && left[l].First <= right[r].First;
            Append(merged, fromLeft ? left[l++] : right[r++]);
        }
        return merged.DrainToImmutable();
    }

    public static ImmutableArray<AddressRange> Intersect(
        ImmutableArray<AddressRange> left,
        ImmutableArray<AddressRange> right
    )
    {
        var common = ImmutableArray.CreateBuilder<AddressRange>();
        int l = 0,
            r = 0;
        while (l < left.Length && r < right.Length)
        {
            var first = left[l].First > right[r].First ? left[l].First : right[r].First;
            var last = left[l].Last < right[r].Last ? left[l].Last : right[r].Last;
            if (first <= last)
            {
                common.Add(new(first, last));
            }
            if (left[l].Last < right[r].Last)
            {
                l++;
            }
            else
            {
                r++;
            }
        }
        return common.DrainToImmutable();
    }

    public static ImmutableArray<AddressRange> Complement(
        ImmutableArray<AddressRange> ranges,
        IpFamily family
    )
    {
        var gaps = ImmutableArray.CreateBuilder<AddressRange>(ranges.Length + 1);
        Address? start = Address.Lowest(family);
        foreach (var range in ranges)
        {
            if (range.First.Previous is { } end && start <= end)
            {
                gaps.Add(new(start.Value, end));
            }
            start = range.Last.Next;
        }
        if (start is { } rest)
        {
            gaps.Add(new(rest, Address.Highest(family)));
        }
        return gaps.DrainToImmutable();
    }

    /// <summary>The one range that holds the address, if any, by binary search.</summary>
    public static AddressRange? Holding(ImmutableArray<AddressRange> ranges, Address address)
    {
        int low = 0,
            high = ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (address < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (address > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return ranges[middle];
            }
        }
        return null;
    }

    // Ranges come in order of their first address; one that overlaps or touches the last one extends it.
    private static void Append(ImmutableArray<AddressRange>.Builder merged, AddressRange range)
    {
        if (merged.Count == 0 || merged[^1].Last.Next is { } next && range.First > next)
        {
            merged.Add(range);
        }
        else if (range.Last > merged[^1].Last)
        {
            merged[^1] = new(merged[^1].First, range.Last);
        }
    }
}
