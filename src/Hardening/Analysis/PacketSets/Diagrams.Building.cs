namespace Hardening.Analysis.PacketSets;

internal sealed partial class Diagrams
{
    /// <summary>The values of some levels that lie in one of the ranges, built from the leaves up.</summary>
    /// <param name="first">The level of the most significant bit.</param>
    /// <param name="end">Behind the level of the least.</param>
    /// <param name="ranges">Sorted, disjoint.</param>
    /// <param name="among">Of what: it asks nothing above <paramref name="end"/>, so it is beneath them as it is.</param>
    internal int OneOf(int first, int end, ReadOnlySpan<ValueRange> ranges, int among = True)
    {
        var width = end - first;
        var highest = width == 0 ? 0 : UInt128.MaxValue >> (128 - width);
        return Build(first, end, 0, highest, ranges, among);
    }

    /// <summary>The values of some levels whose bits are these.</summary>
    /// <param name="bits">The bits.</param>
    /// <param name="among">Of what: it asks none of these levels and none above.</param>
    internal int Masked(BitValues bits, int among = True)
    {
        var edge = among;
        for (var level = bits.End - 1; level >= bits.First; level--)
        {
            if (bits.IsTold(level))
            {
                edge = bits.IsSet(level) ? Make(level, False, edge) : Make(level, edge, False);
            }
        }
        return edge;
    }

    private int Build(
        int level,
        int end,
        UInt128 low,
        UInt128 high,
        ReadOnlySpan<ValueRange> ranges,
        int among
    )
    {
        if (ranges.IsEmpty)
        {
            return False;
        }
        if (ranges[0].First <= low && ranges[0].Last >= high)
        {
            return among;
        }
        var middle = low + ((high - low) >> 1);
        var left = CountBelow(ranges, middle);
        var right = left > 0 && ranges[left - 1].Last > middle ? left - 1 : left;
        return Make(
            level,
            Build(level + 1, end, low, middle, ranges[..left], among),
            Build(level + 1, end, middle + 1, high, ranges[right..], among)
        );
    }

    /// <summary>How many ranges begin at the value or below it.</summary>
    private static int CountBelow(ReadOnlySpan<ValueRange> ranges, UInt128 value)
    {
        var (low, high) = (0, ranges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].First <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
