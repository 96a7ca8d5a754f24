using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>Ranges brought into order.</summary>
internal static class ValueRanges
{
    /// <summary>The same values, sorted and disjoint.</summary>
    internal static EquatableArray<ValueRange> Merge(IEnumerable<ValueRange> ranges)
    {
        var merged = new List<ValueRange>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (
                merged.Count > 0
                && (merged[^1].Last == UInt128.MaxValue || range.First <= merged[^1].Last + 1)
            )
            {
                merged[^1] = new ValueRange(
                    merged[^1].First,
                    UInt128.Max(merged[^1].Last, range.Last)
                );
            }
            else
            {
                merged.Add(range);
            }
        }
        return merged.ToEquatableArray();
    }
}
