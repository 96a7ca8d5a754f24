namespace Hardening.Analysis.PacketSets;

internal sealed partial class Diagrams
{
    // Third operands that no edge is: what comes after says the operation.
    private const int Restriction = -2;

    private readonly List<LevelOperation> operations = [];
    private readonly Dictionary<LevelOperation, int> numbers = [];

    internal int And(int f, int g) => IfThenElse(f, g, False);

    internal int Or(int f, int g) => IfThenElse(f, True, g);

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
        if (g <= False && h <= False)
        {
            return g == True ? f : f ^ 1;
        }
        // One form for each of those that are the same: f and g of `and` and `or` in one order, f and g without a complement.
        if (h == False && g < f || g == True && h < f)
        {
            (f, g, h) = h == False ? (g, f, h) : (h, g, f);
        }
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
        var low = IfThenElse(LowAt(f, level), LowAt(g, level), LowAt(h, level));
        var high = IfThenElse(HighAt(f, level), HighAt(g, level), HighAt(h, level));
        return Remember(f, g, h, Make(level, low, high)) ^ opposite;
    }

    /// <summary>What is left once the bits have these values.</summary>
    internal int Restrict(int edge, BitValues bits) =>
        Apply(edge, Number(new LevelOperation(bits, false)), bits.First, bits.End);

    /// <summary>What holds for some values of the bits.</summary>
    internal int Exists(int edge, int first, int end) =>
        Apply(edge, Number(new LevelOperation(new BitValues(first, end, 0, 0), true)), first, end);

    private int Apply(int edge, int number, int first, int end)
    {
        var level = LevelOf(edge);
        if (level >= end)
        {
            return edge;
        }
        var operation = operations[number];
        // A restriction of the opposite is the opposite of the restriction; what exists is not so.
        var opposite = operation.IsExistence ? 0 : edge & 1;
        edge ^= opposite;
        var third = Restriction - number;
        ref var memo = ref memos[Hash(edge, number, third) & (memos.Length - 1)];
        if (memo.First == edge && memo.Second == number && memo.Third == third)
        {
            return memo.Result ^ opposite;
        }
        int result;
        if (level < first || !operation.Touches(level))
        {
            var low = Apply(Low(edge), number, first, end);
            result = Make(level, low, Apply(High(edge), number, first, end));
        }
        else if (operation.IsExistence)
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

    private readonly record struct LevelOperation(BitValues Values, bool IsExistence)
    {
        public bool Touches(int level) => IsExistence || Values.IsTold(level);
    }
}
