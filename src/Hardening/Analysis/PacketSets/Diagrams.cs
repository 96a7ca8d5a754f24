using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hardening.Analysis.PacketSets;

/// <summary>
/// Binary decision diagrams: ordered, reduced, every node made once, so that equal sets are equal numbers. An edge is twice the
/// number of a node, plus one where it means the opposite of that node; the edge for a bit that is set never does. (K. S. Brace,
/// R. L. Rudell, R. E. Bryant: Efficient implementation of a BDD package, 1990.)
/// </summary>
internal sealed partial class Diagrams
{
    internal const int True = 0;
    internal const int False = 1;

    private const int TerminalLevel = int.MaxValue;
    private const int FirstCapacity = 1 << 12;
    private const int QuickCapacity = 1 << 18;
    private const int MaxCacheBits = 20;

    /// <summary>So many nodes take 320 MiB, and half of that once more while the last of them are made room for.</summary>
    private const int MostNodes = 1 << 24;

    /// <summary>Steps for each node that there may be: what bounds the time where nodes do not.</summary>
    private const long StepsPerNode = 16;

    private Node[] nodes = new Node[FirstCapacity];
    private int[] buckets = new int[FirstCapacity];
    private Memo[] memos = new Memo[FirstCapacity];
    private readonly int maxNodes;
    private readonly long maxSteps;
    private int count = 1;
    private long steps;

    /// <param name="maxNodes">How many nodes there may be.</param>
    internal Diagrams(int maxNodes = MostNodes)
    {
        this.maxNodes = maxNodes;
        maxSteps = maxNodes * StepsPerNode;
        nodes[0].Level = TerminalLevel;
    }

    /// <summary>How many nodes there are, those included that nobody needs any more.</summary>
    internal int Count => count;

    internal int LevelOf(int edge) => nodes[edge >> 1].Level;

    /// <summary>The edge for a bit that is not set.</summary>
    internal int Low(int edge) => nodes[edge >> 1].Low ^ (edge & 1);

    /// <summary>The edge for a bit that is set.</summary>
    internal int High(int edge) => nodes[edge >> 1].High ^ (edge & 1);

    internal int Make(int level, int low, int high)
    {
        if (low == high)
        {
            return low;
        }
        var opposite = high & 1;
        return (Find(level, low ^ opposite, high ^ opposite) << 1) | opposite;
    }

    private int Find(int level, int low, int high)
    {
        ref var bucket = ref buckets[Hash(level, low, high) & (buckets.Length - 1)];
        for (var index = bucket; index != 0; index = nodes[index].Next)
        {
            ref var node = ref nodes[index];
            if (node.Level == level && node.Low == low && node.High == high)
            {
                return index;
            }
        }
        if (count == nodes.Length || count == maxNodes)
        {
            Grow();
            bucket = ref buckets[Hash(level, low, high) & (buckets.Length - 1)];
        }
        nodes[count] = new Node
        {
            Level = level,
            Low = low,
            High = high,
            Next = bucket,
        };
        bucket = count;
        return count++;
    }

    private void Grow()
    {
        if (count >= maxNodes)
        {
            throw new PacketSetTooLargeException(
                FormattableString.Invariant(
                    $"these rules can't be told as sets of packets: they need more than {maxNodes} nodes of decision diagrams; ask about fewer rules at once, or about those with odd masks and ranges apart from the others"
                )
            );
        }
        // While there are few, the next step is a long one: every step puts all of them into new places.
        Array.Resize(ref nodes, nodes.Length * (nodes.Length < QuickCapacity ? 4 : 2));
        buckets = new int[nodes.Length];
        for (var index = 1; index < count; index++)
        {
            ref var node = ref nodes[index];
            ref var bucket = ref buckets[
                Hash(node.Level, node.Low, node.High) & (buckets.Length - 1)
            ];
            node.Next = bucket;
            bucket = index;
        }
        if (memos.Length < Math.Min(nodes.Length, 1 << MaxCacheBits))
        {
            memos = new Memo[nodes.Length];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(int a, int b, int c)
    {
        var mixed = ((ulong)(uint)b << 32 | (uint)c) * 0x9E37_79B9_7F4A_7C15;
        mixed ^= (uint)a * 0xC2B2_AE3D_27D4_EB4F;
        return (int)(BitOperations.RotateLeft(mixed, 29) * 0x9E37_79B9_7F4A_7C15 >> 33);
    }

    private struct Node
    {
        public int Level;
        public int Low;
        public int High;
        public int Next;
    }

    /// <summary>What an operation gave the last time, for the operands that fell to this place.</summary>
    private struct Memo
    {
        public int First;
        public int Second;
        public int Third;
        public int Result;
    }
}
