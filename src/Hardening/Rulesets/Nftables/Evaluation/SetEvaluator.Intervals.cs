using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

internal sealed partial class SetEvaluator
{
    /// <summary>Refuses elements of intervals that overlap without being the same, as the kernel does where a set is not to merge them.</summary>
    /// <param name="typed">The elements with types.</param>
    /// <param name="written">The same as they were written, where they lie side by side; else their places are not known.</param>
    internal void RefuseOverlaps(IReadOnlyList<Expression> typed, IReadOnlyList<Expression> written)
    {
        var ends = new List<(UInt128 First, UInt128 Last, int Index)>(typed.Count);
        var isSorted = true;
        for (var index = 0; index < typed.Count; index++)
        {
            if (Ends(KeyOf(typed[index])) is not var (first, last))
            {
                continue;
            }
            isSorted &= ends.Count == 0 || first > ends[^1].Last;
            ends.Add((first, last, index));
        }
        if (isSorted)
        {
            return;
        }
        ends.Sort();
        for (var at = 1; at < ends.Count; at++)
        {
            var (before, next) = (ends[at - 1], ends[at]);
            if (next.First <= before.Last && (next.First, next.Last) != (before.First, before.Last))
            {
                var later = Math.Max(before.Index, next.Index);
                throw values.Error(
                    written.Count == typed.Count ? ValueResolver.PointOf(written[later]) : default,
                    "found an element that overlaps another one of the set, expected each value in one of them, or the set with auto-merge"
                );
            }
        }
    }

    private static List<Expression> Merged(List<Expression> elements, Datatype type)
    {
        if (
            elements.Exists(element =>
                Ends(KeyOf(element)) is null || element is Expression.Element
            )
        )
        {
            return elements;
        }
        var merged = new List<(UInt128 First, UInt128 Last)>();
        foreach (
            var (first, last) in elements
                .Select(element => Ends(KeyOf(element)).GetValueOrDefault())
                .OrderBy(ends => ends.First)
        )
        {
            if (
                merged.Count > 0
                && (merged[^1].Last == UInt128.MaxValue || first <= merged[^1].Last + 1)
            )
            {
                merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }
        return
        [
            .. merged.Select(ends =>
            {
                var first = new Expression.Constant(type, ends.First);
                var last = new Expression.Constant(type, ends.Last);
                return ends.First == ends.Last
                    ? first
                    : AsPrefix(first, last, type) ?? new Expression.Interval(first, last);
            }),
        ];
    }

    /// <summary>The elements of a map, of which no two may be about the same value.</summary>
    private List<Expression> Checked(List<Expression> elements, Datatype type)
    {
        var sorted = elements
            .Where(element => Ends(KeyOf(element)) is not null)
            .OrderBy(element => Ends(KeyOf(element)).GetValueOrDefault().First)
            .ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            var before = Ends(KeyOf(sorted[i - 1])).GetValueOrDefault();
            var next = Ends(KeyOf(sorted[i])).GetValueOrDefault();
            if (next.First <= before.Last && !sorted[i].Equals(sorted[i - 1]))
            {
                throw values.Error(
                    ValueResolver.PointOf(KeyOf(sorted[i])),
                    "found an interval that overlaps another one of the map, expected each value in one of them"
                );
            }
        }
        return
        [
            .. sorted.Select(element => Shortest(element, type)),
            .. elements.Where(element => Ends(KeyOf(element)) is null),
        ];
    }

    private static Expression Shortest(Expression element, Datatype type) =>
        element
            is Expression.Mapping(
                Expression.Interval
                (Expression.Constant first, Expression.Constant last),
                var data
            )
        && AsPrefix(first, last, type) is { } prefix
            ? new Expression.Mapping(prefix, data)
            : element;
}
