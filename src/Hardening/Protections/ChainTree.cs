using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>
/// Chains that return the packets of some prefixes and deny all others. Up to <see cref="FanOut"/> prefixes make one
/// chain. More make a tree: each rule of a chain names a prefix that no other rule of it overlaps, and goes for good to
/// the chain below, so that a packet meets at most <see cref="FanOut"/> rules a level. Goto instead of jump, because a
/// return then leads from any depth to where the service's packets came from.
/// </summary>
/// <param name="prefixes">Sorted and disjoint.</param>
/// <param name="nameBelow">The name of the n-th chain below the root, from 1.</param>
/// <param name="denial">The rules that end every chain.</param>
internal sealed class ChainTree(
    ImmutableArray<Prefix> prefixes,
    Func<int, string> nameBelow,
    EquatableArray<Rule> denial
)
{
    // Smaller would cost a packet less still, but the kernel follows at most 16 chains (NFT_JUMP_STACK_SIZE), and
    // 128-bit prefixes that lie badly make deep trees.
    public const int FanOut = 32;

    private readonly List<RuleChain> chains = [];
    private int below;

    /// <summary>The chains, each behind those that it goes to; the root is the last.</summary>
    /// <param name="root">The name of the root.</param>
    /// <param name="first">Rules that come before all others of the root.</param>
    public IReadOnlyList<RuleChain> Grow(string root, EquatableArray<Rule> first)
    {
        Grow(root, first, new PrefixRun(0, prefixes.Length));
        return chains;
    }

    private void Grow(string name, EquatableArray<Rule> first, PrefixRun all)
    {
        List<Rule> rules = [.. first];
        foreach (var run in Divide(all))
        {
            rules.Add(
                run.Count == 1
                    ? new Rule([new Match.Source(prefixes[run.Start])], new Target.Return())
                    : new Rule([new Match.Source(Around(run))], new Target.Goto(GrowBelow(run)))
            );
        }
        rules.AddRange(denial);
        chains.Add(new RuleChain(name, rules.ToEquatableArray()));
    }

    private string GrowBelow(PrefixRun run)
    {
        below++;
        var name = nameBelow(below);
        Grow(name, [], run);
        return name;
    }

    private List<PrefixRun> Divide(PrefixRun all)
    {
        var largest = new PriorityQueue<PrefixRun, int>();
        if (all.Count > 0)
        {
            largest.Enqueue(all, -all.Count);
        }
        while (largest.Count is > 0 and < FanOut && largest.Peek().Count > 1)
        {
            var run = largest.Dequeue();
            var middle = Middle(run);
            foreach (var half in (PrefixRun[])[new(run.Start, middle), new(middle, run.End)])
            {
                largest.Enqueue(half, -half.Count);
            }
        }
        return [.. largest.UnorderedItems.Select(item => item.Element).OrderBy(run => run.Start)];
    }

    /// <summary>Where the bit behind the common ones turns from 0 to 1.</summary>
    private int Middle(PrefixRun run)
    {
        var around = Around(run);
        var bit = UInt128.One << (around.Network.Width - around.Length - 1);
        var (low, high) = (run.Start, run.End);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((prefixes[middle].Network.Bits & bit) == 0)
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

    /// <summary>The longest prefix around all of a run of several, which are disjoint: so theirs are longer.</summary>
    private Prefix Around(PrefixRun run)
    {
        var first = prefixes[run.Start].Network;
        var last = prefixes[run.End - 1].Network;
        var differing = 128 - (int)UInt128.LeadingZeroCount(first.Bits ^ last.Bits);
        return Prefix.Around(first, first.Width - differing);
    }

    private readonly record struct PrefixRun(int Start, int End)
    {
        public int Count => End - Start;
    }
}
