using System.Runtime.CompilerServices;

namespace Hardening.Analysis.PacketSets;

internal sealed partial class Diagrams
{
    // Third operands that no edge is: what comes after says the operation.
    private const int Meeting = -1;
    private const int Restriction = -2;

    private const int FirstDeepLevel = 1024;

    private readonly List<LevelOperation> operations = [];
    private readonly Dictionary<LevelOperation, int> numbers = [];

    internal int Or(int f, int g) => And(f ^ 1, g ^ 1) ^ 1;

    internal int And(int f, int g)
    {
        if (f > g)
        {
            (f, g) = (g, f);
        }
        if (f <= False)
        {
            return f == True ? g : False;
        }
        if (f == g)
        {
            return f;
        }
        if (f == (g ^ 1))
        {
            return False;
        }
        ref var left = ref nodes[f >> 1];
        ref var right = ref nodes[g >> 1];
        var level = Math.Min(left.Level, right.Level);
        if (IsTooDeep(level))
        {
            return Deep(f, g, False);
        }
        var (ofLeft, ofRight) = (f & 1, g & 1);
        var (low, high) = left.Level == level ? (left.Low ^ ofLeft, left.High ^ ofLeft) : (f, f);
        var (otherLow, otherHigh) =
            right.Level == level ? (right.Low ^ ofRight, right.High ^ ofRight) : (g, g);
        // Where there is but one way on, there is nothing to remember.
        if (low == False || otherLow == False)
        {
            return Make(level, False, And(high, otherHigh));
        }
        if (high == False || otherHigh == False)
        {
            return Make(level, And(low, otherLow), False);
        }
        ref var memo = ref memos[Hash(f, g, False) & (memos.Length - 1)];
        if (memo.First == f && memo.Second == g && memo.Third == False)
        {
            return memo.Result;
        }
        low = And(low, otherLow);
        return Remember(f, g, False, Make(level, low, And(high, otherHigh)));
    }

    /// <summary>Whether something is in both: that makes no node, and ends with the first that is found.</summary>
    internal bool Meet(int f, int g)
    {
        while (true)
        {
            if (f == False || g == False || f == (g ^ 1))
            {
                return false;
            }
            // Every diagram but one holds something.
            if (f == True || g == True || f == g)
            {
                return true;
            }
            var level = Math.Min(LevelOf(f), LevelOf(g));
            var (low, otherLow) = (LowAt(f, level), LowAt(g, level));
            var (high, otherHigh) = (HighAt(f, level), HighAt(g, level));
            // Where there is but one way on, there is nothing to remember.
            if (low == False || otherLow == False)
            {
                CountStep();
                (f, g) = (high, otherHigh);
            }
            else if (high == False || otherHigh == False)
            {
                CountStep();
                (f, g) = (low, otherLow);
            }
            else
            {
                return Meet(f, g, level);
            }
        }
    }

    private bool Meet(int f, int g, int level)
    {
        (f, g) = f < g ? (f, g) : (g, f);
        ref var memo = ref memos[Hash(f, g, Meeting) & (memos.Length - 1)];
        if (memo.First == f && memo.Second == g && memo.Third == Meeting)
        {
            return memo.Result == True;
        }
        if (IsTooDeep(level))
        {
            return Deep(f, g);
        }
        var meet =
            Meet(HighAt(f, level), HighAt(g, level)) || Meet(LowAt(f, level), LowAt(g, level));
        return Remember(f, g, Meeting, meet ? True : False) == True;
    }

    /// <summary>What is in <paramref name="g"/> where <paramref name="f"/> holds, and what is in <paramref name="h"/> elsewhere.</summary>
    internal int IfThenElse(int f, int g, int h)
    {
        if (f <= False)
        {
            return f == True ? g : h;
        }
        if (g == h)
        {
            return g;
        }
        g =
            g == f ? True
            : g == (f ^ 1) ? False
            : g;
        h =
            h == f ? False
            : h == (f ^ 1) ? True
            : h;
        if (g == h)
        {
            return g;
        }
        if (h <= False)
        {
            return h == False ? And(f, g) : Or(f ^ 1, g);
        }
        if (g <= False)
        {
            return g == False ? And(f ^ 1, h) : Or(f, h);
        }
        // One form for each of those that are the same: f and g without a complement.
        if ((f & 1) != 0)
        {
            (f, g, h) = (f ^ 1, h, g);
        }
        var opposite = g & 1;
        (g, h) = (g ^ opposite, h ^ opposite);
        ref var memo = ref memos[Hash(f, g, h) & (memos.Length - 1)];
        if (memo.First == f && memo.Second == g && memo.Third == h)
        {
            return memo.Result ^ opposite;
        }
        var level = Math.Min(LevelOf(f), Math.Min(LevelOf(g), LevelOf(h)));
        if (IsTooDeep(level))
        {
            return Deep(f, g, h) ^ opposite;
        }
        var low = IfThenElse(LowAt(f, level), LowAt(g, level), LowAt(h, level));
        var high = IfThenElse(HighAt(f, level), HighAt(g, level), HighAt(h, level));
        return Remember(f, g, h, Make(level, low, high)) ^ opposite;
    }

    /// <summary>What is left once the bits have these values.</summary>
    internal int Restrict(int edge, BitValues bits) =>
        Apply(edge, Number(new LevelOperation(bits, LevelWork.Restricts)), bits.First, bits.End);

    /// <summary>What holds for some values of the bits.</summary>
    internal int Exists(int edge, int first, int end) =>
        first == end
            ? edge
            : Apply(
                edge,
                Number(new LevelOperation(new BitValues(first, end, 0, 0), LevelWork.Frees)),
                first,
                end
            );

    /// <summary>The values of some levels with which something is in both, whatever the others are.</summary>
    internal int Shared(int f, int g, int first, int end) =>
        Share(
            f,
            g,
            Number(new LevelOperation(new BitValues(first, end, 0, 0), LevelWork.Keeps)),
            first,
            end
        );

    private int Share(int f, int g, int number, int first, int end)
    {
        var level = Math.Min(LevelOf(f), LevelOf(g));
        if (f == False || g == False || f == (g ^ 1) || level >= end)
        {
            return Meet(f, g) ? True : False;
        }
        (f, g) = f < g ? (f, g) : (g, f);
        var third = Restriction - number;
        ref var memo = ref memos[Hash(f, g, third) & (memos.Length - 1)];
        if (memo.First == f && memo.Second == g && memo.Third == third)
        {
            return memo.Result;
        }
        CountStep();
        var result = Share(LowAt(f, level), LowAt(g, level), number, first, end);
        if (level >= first || result != True)
        {
            var high = Share(HighAt(f, level), HighAt(g, level), number, first, end);
            result = level >= first ? Make(level, result, high) : Or(result, high);
        }
        return Remember(f, g, third, result);
    }

    private int Apply(int edge, int number, int first, int end)
    {
        var level = LevelOf(edge);
        if (level >= end)
        {
            return edge;
        }
        var operation = operations[number];
        // A restriction of the opposite is the opposite of the restriction; what exists is not so.
        var opposite = operation.Work == LevelWork.Frees ? 0 : edge & 1;
        edge ^= opposite;
        var third = Restriction - number;
        ref var memo = ref memos[Hash(edge, number, third) & (memos.Length - 1)];
        if (memo.First == edge && memo.Second == number && memo.Third == third)
        {
            return memo.Result ^ opposite;
        }
        if (IsTooDeep(level))
        {
            return Deep(edge, number, first, end) ^ opposite;
        }
        int result;
        if (level < first || !operation.Touches(level))
        {
            var low = Apply(Low(edge), number, first, end);
            result = Make(level, low, Apply(High(edge), number, first, end));
        }
        else if (operation.Work == LevelWork.Frees)
        {
            var low = Apply(Low(edge), number, first, end);
            result = low == True ? True : Or(low, Apply(High(edge), number, first, end));
        }
        else
        {
            result = Apply(
                operation.Values.IsSet(level) ? High(edge) : Low(edge),
                number,
                first,
                end
            );
        }
        return Remember(edge, number, third, result) ^ opposite;
    }

    // Apart from the operations, whose operands no closure may hold on to.
    private bool Deep(int f, int g) => DeepCall.Of(() => Meet(f, g) ? True : False) == True;

    private int Deep(int f, int g, int h) => DeepCall.Of(() => IfThenElse(f, g, h));

    private int Deep(int edge, int number, int first, int end) =>
        DeepCall.Of(() => Apply(edge, number, first, end));

    /// <summary>Fields alone are never too deep for a stack; thousands of unknowns below them may be.</summary>
    private bool IsTooDeep(int level)
    {
        CountStep();
        return level >= FirstDeepLevel && !RuntimeHelpers.TryEnsureSufficientExecutionStack();
    }

    private void CountStep()
    {
        if (++steps > maxSteps)
        {
            throw new PacketSetTooLargeException(
                FormattableString.Invariant(
                    $"these rules can't be told as sets of packets in a bounded time: they need more than {maxSteps} steps; ask about fewer rules at once"
                )
            );
        }
    }

    private int Number(LevelOperation operation)
    {
        if (!numbers.TryGetValue(operation, out var number))
        {
            numbers[operation] = number = operations.Count;
            operations.Add(operation);
        }
        return number;
    }

    private int Remember(int first, int second, int third, int result)
    {
        // The table may have grown since it was looked at.
        memos[Hash(first, second, third) & (memos.Length - 1)] = new Memo
        {
            First = first,
            Second = second,
            Third = third,
            Result = result,
        };
        return result;
    }

    private int LowAt(int edge, int level) => LevelOf(edge) == level ? Low(edge) : edge;

    private int HighAt(int edge, int level) => LevelOf(edge) == level ? High(edge) : edge;

    /// <summary>Levels, and the values that some of them have: the lowest bit is that of the last level.</summary>
    internal readonly record struct BitValues(int First, int End, UInt128 Mask, UInt128 Value)
    {
        internal bool IsTold(int level) => (Mask >> (End - 1 - level) & 1) != 0;

        internal bool IsSet(int level) => (Value >> (End - 1 - level) & 1) != 0;
    }

    private readonly record struct LevelOperation(BitValues Values, LevelWork Work)
    {
        public bool Touches(int level) => Work == LevelWork.Frees || Values.IsTold(level);
    }

    private enum LevelWork
    {
        Restricts,
        Frees,
        Keeps,
    }
}
