using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The values that members of one part take, without a condition for each.</summary>
internal static class SetMembersRanges
{
    /// <summary>Where the narrowest that fits is not excepted; networks lie within each other or apart.</summary>
    internal static EquatableArray<ValueRange> Of(IEnumerable<SetMember> members)
    {
        var sorted = members
            .Select(member => (((SetValue.Extent)member.Values[0]).Range, member.IsExcepted))
            .ToArray();
        if (!Array.Exists(sorted, member => member.IsExcepted))
        {
            return ValueRanges.Merge(sorted.Select(member => member.Range));
        }
        // A wider one comes before those within it; of two that are one, the exception counts for nothing.
        Array.Sort(
            sorted,
            (one, other) =>
                one.Range.First != other.Range.First ? one.Range.First.CompareTo(other.Range.First)
                : one.Range.Last != other.Range.Last ? other.Range.Last.CompareTo(one.Range.Last)
                : other.IsExcepted.CompareTo(one.IsExcepted)
        );
        var kept = new List<ValueRange>();
        var around = new Stack<(ValueRange Range, bool IsExcepted)>();
        UInt128? next = 0;
        foreach (var member in sorted)
        {
            Leave(member.Range.First);
            Keep(member.Range.First);
            around.Push(member);
        }
        Leave(null);
        return ValueRanges.Merge(kept);

        // Goes out of those that end before.
        void Leave(UInt128? before)
        {
            while (
                around.TryPeek(out var top) && (before is not { } first || top.Range.Last < first)
            )
            {
                if (next is { } rest && rest <= top.Range.Last)
                {
                    Add(rest, top.Range.Last, top.IsExcepted);
                    next = top.Range.Last == UInt128.MaxValue ? null : top.Range.Last + 1;
                }
                around.Pop();
            }
        }

        // What lies before the next one belongs to the one around it.
        void Keep(UInt128 first)
        {
            if (around.TryPeek(out var top) && next is { } rest && rest < first)
            {
                Add(rest, first - 1, top.IsExcepted);
            }
            next = first;
        }

        void Add(UInt128 first, UInt128 last, bool isExcepted)
        {
            if (!isExcepted)
            {
                kept.Add(new ValueRange(first, last));
            }
        }
    }
}
