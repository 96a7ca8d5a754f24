using System.Collections.Immutable;

namespace Hardening.Addresses;

/// <summary>The fewest networks that make up a range: from the left, always the largest that is aligned and fits.</summary>
internal static class PrefixCover
{
    public static void Append(ImmutableArray<Prefix>.Builder cover, AddressRange range)
    {
        var width = range.First.Width;
        var first = range.First.Bits;
        var last = range.Last.Bits;
        while (true)
        {
            var aligned = Math.Min((int)UInt128.TrailingZeroCount(first), width);
            // The count itself would overflow for the whole of IPv6, its predecessor never does.
            var others = last - first;
            var fitting = others == UInt128.MaxValue ? width : (int)UInt128.Log2(others + 1);
            var free = Math.Min(aligned, fitting);
            cover.Add(new(new(range.Family, first), width - free));
            if (free == width || others < UInt128.One << free)
            {
                return;
            }
            first += UInt128.One << free;
        }
    }
}
