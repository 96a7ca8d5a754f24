using System.Numerics;

namespace Hardening.Analysis.PacketSets;

/// <summary>What a diagram says, in numbers.</summary>
internal static class DiagramReading
{
    /// <summary>The levels that it asks.</summary>
    internal static HashSet<int> Levels(Diagrams diagrams, int edge)
    {
        var levels = new HashSet<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>([edge >> 1]);
        while (open.TryPop(out var node))
        {
            if (node == 0 || !seen.Add(node))
            {
                continue;
            }
            levels.Add(diagrams.LevelOf(node << 1));
            open.Push(diagrams.Low(node << 1) >> 1);
            open.Push(diagrams.High(node << 1) >> 1);
        }
        return levels;
    }

    /// <summary>How many values of all the levels are in it.</summary>
    internal static BigInteger Count(Diagrams diagrams, int edge, int levels)
    {
        var known = new Dictionary<int, BigInteger>();
        return CountFrom(edge) << Math.Min(levels, Level(edge));

        int Level(int at) => Math.Min(levels, diagrams.LevelOf(at));

        BigInteger CountFrom(int at)
        {
            if (at <= Diagrams.False)
            {
                return at == Diagrams.True ? BigInteger.One : BigInteger.Zero;
            }
            if (!known.TryGetValue(at, out var count))
            {
                var (low, high) = (diagrams.Low(at), diagrams.High(at));
                count =
                    (CountFrom(low) << (Level(low) - Level(at) - 1))
                    + (CountFrom(high) << (Level(high) - Level(at) - 1));
                known[at] = count;
            }
            return count;
        }
    }

    /// <summary>The values of some levels that are in a diagram that asks no others, one range after the other as they are asked for: a mask can make thousands of millions.</summary>
    internal static IEnumerable<ValueRange> Ranges(Diagrams diagrams, int edge, int first, int end)
    {
        ValueRange? open = null;
        foreach (var range in Parts(diagrams, edge, first, end, 0))
        {
            if (open is { } last && last.Last + 1 == range.First)
            {
                open = new ValueRange(last.First, range.Last);
                continue;
            }
            if (open is { } whole)
            {
                yield return whole;
            }
            open = range;
        }
        if (open is { } rest)
        {
            yield return rest;
        }
    }

    private static IEnumerable<ValueRange> Parts(
        Diagrams diagrams,
        int edge,
        int level,
        int end,
        UInt128 value
    )
    {
        if (edge == Diagrams.False)
        {
            return [];
        }
        if (edge == Diagrams.True)
        {
            var below = end - level;
            var low = below == 128 ? 0 : value << below;
            return
            [
                new ValueRange(low, low + (below == 0 ? 0 : UInt128.MaxValue >> (128 - below))),
            ];
        }
        var isAsked = diagrams.LevelOf(edge) == level;
        var (left, right) = isAsked ? (diagrams.Low(edge), diagrams.High(edge)) : (edge, edge);
        return Both();

        IEnumerable<ValueRange> Both()
        {
            foreach (var range in Parts(diagrams, left, level + 1, end, value << 1))
            {
                yield return range;
            }
            foreach (var range in Parts(diagrams, right, level + 1, end, (value << 1) | 1))
            {
                yield return range;
            }
        }
    }
}
