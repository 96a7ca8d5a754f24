using System.Runtime.InteropServices;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>
/// Follows packets through a filter from its end to its beginning: of the packets that are wanted behind it, which are those
/// before it? So what rules change on the way, as destinations and marks, is a substitution and nothing more.
/// </summary>
public sealed class FilterFlow
{
    private readonly PacketFilter filter;
    private readonly PacketSpace space;
    private readonly ConditionSets conditions;
    private readonly RuleFlow rules;
    private readonly Dictionary<ChainTable, TableFates> fates = [];
    private readonly Dictionary<Rule, PacketSet> met = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(ChainTable, string, PacketSet, PacketSet), PacketSet> followed =
    [];

    /// <summary>The chains that must be followed before the one that asked can go on: no chain is nested too deep for a stack.</summary>
    private readonly Stack<ChainWay> open = new();

    /// <summary>Prepares for a filter whose chains make no circle.</summary>
    /// <param name="filter">What is followed.</param>
    /// <param name="space">Where the sets live: of the filter's family.</param>
    /// <param name="names">The names that are told apart there.</param>
    public FilterFlow(PacketFilter filter, PacketSpace space, NameAtoms names)
        : this(filter, space, new ConditionSets(space, names)) { }

    internal FilterFlow(PacketFilter filter, PacketSpace space, ConditionSets conditions)
    {
        this.filter = filter;
        this.space = space;
        this.conditions = conditions;
        rules = new RuleFlow(space, conditions, Before);
    }

    /// <summary>The packets that are in <paramref name="after"/> once they have come all the way; where rules depend on what is unknown, so does the set.</summary>
    /// <param name="after">What is wanted behind the last hook.</param>
    /// <param name="way">The hooks, in their order.</param>
    public PacketSet Before(PacketSet after, params IEnumerable<HookPoint> way)
    {
        var along = filter.Along(way).ToList();
        return Before(after, along, along.Count);
    }

    /// <summary>The packets that are in a set once they have come to a base chain.</summary>
    /// <param name="coming">What is wanted there.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="way">The hooks, in their order.</param>
    internal PacketSet BeforeChain(
        PacketSet coming,
        BaseChain chain,
        params IEnumerable<HookPoint> way
    )
    {
        var along = filter.Along(way).ToList();
        var index = along.FindIndex(one => ReferenceEquals(one.Chain, chain));
        return Before(WithNat(coming, along, index), along, index);
    }

    private PacketSet Before(
        PacketSet wanted,
        List<(ChainTable Table, BaseChain Chain)> along,
        int count
    )
    {
        for (var index = count - 1; index >= 0; index--)
        {
            var (table, chain) = along[index];
            wanted = WithNat(Before(table, chain, wanted), along, index);
        }
        return wanted;
    }

    /// <summary>Before the first chain of nat at a hook packets are given the addresses of their connection.</summary>
    private PacketSet WithNat(
        PacketSet wanted,
        List<(ChainTable Table, BaseChain Chain)> along,
        int index
    ) =>
        along[index].Chain is { Kind: ChainKind.Nat } chain
        && filter.NatPoints.Contains(chain.Point)
        && IsFirstNat(along, index)
            ? rules.BeforeNat(chain.Point, wanted)
            : wanted;

    /// <summary>The packets that a rule has something to say to: those for which its first conditions hold.</summary>
    internal PacketSet Met(Rule rule)
    {
        if (!met.TryGetValue(rule, out var known))
        {
            var first = new List<Condition>(rule.Steps.Count);
            foreach (var step in rule.Steps)
            {
                if (step is not Step.When(var condition))
                {
                    break;
                }
                first.Add(condition);
            }
            met[rule] = known = conditions.All(CollectionsMarshal.AsSpan(first));
        }
        return known;
    }

    /// <summary>The packets that come to each rule of a chain; null where the chain changes packets on their way.</summary>
    internal IReadOnlyList<PacketSet>? Coming(ChainTable table, Chain chain)
    {
        if (FatesOf(table).Find(chain.Name)?.Coming is not { } known)
        {
            return null;
        }
        var coming = new List<PacketSet>(known.Count);
        for (var index = 0; index < known.Count; index++)
        {
            coming.Add(known[index] ?? coming[index - 1] - Met(chain.Rules[index - 1]));
        }
        return coming;
    }

    /// <summary>The packets that never come to the rule behind this one.</summary>
    internal PacketSet Kept(ChainTable table, Rule rule) =>
        PlainRule.Of(rule) switch
        {
            { IsFinal: true } => Met(rule),
            { Verdict: null } => space.None,
            _ => ~Settled(() =>
                rules.Before(table, rule, new RuleWays(space.None, space.None, space.All))
            ),
        };

    private static bool IsFirstNat(List<(ChainTable Of, BaseChain Chain)> along, int index) =>
        index == 0
        || along[index - 1].Chain is var before
            && (before.Kind != ChainKind.Nat || before.Point != along[index].Chain.Point);

    private PacketSet Before(ChainTable table, BaseChain chain, PacketSet after)
    {
        var atEnd = chain.Default is Verdict.Accept ? after : space.None;
        var before = Settled(() => Before(table, chain.Chain, after, atEnd));
        // Of a connection only the first packet is asked where it goes; the others go there too.
        return chain.Kind == ChainKind.Nat
            ? conditions.Of(Tracking.AsksNat(chain.Point)).IfThenElse(before, after)
            : before;
    }

    /// <summary>What is before a chain. Where a chain must be followed first, it is opened, and what comes back counts for nothing.</summary>
    private PacketSet Before(ChainTable table, string name, PacketSet accepted, PacketSet atEnd)
    {
        if (FatesOf(table).Find(name) is { } known)
        {
            return (known.Accepted & accepted) | (known.AtEnd & atEnd);
        }
        if (table.Find(name) is not { } chain)
        {
            return atEnd;
        }
        if (followed.TryGetValue((table, name, accepted, atEnd), out var before))
        {
            return before;
        }
        open.Push(new ChainWay(table, chain, accepted, atEnd));
        return space.None;
    }

    /// <summary>Asks again until no chain has to be followed first.</summary>
    private PacketSet Settled(Func<PacketSet> ask)
    {
        while (true)
        {
            var before = ask();
            if (open.Count == 0)
            {
                return before;
            }
            FollowOpen();
        }
    }

    private void FollowOpen()
    {
        while (open.TryPeek(out var way))
        {
            var depth = open.Count;
            if (followed.ContainsKey(way.Key))
            {
                open.Pop();
                continue;
            }
            while (way.Rule is { } rule)
            {
                var before = rules.Before(way.Table, rule, way.Ways);
                if (open.Count > depth)
                {
                    break;
                }
                way.Follow(before);
            }
            if (open.Count == depth)
            {
                followed[way.Key] = way.Before;
                open.Pop();
            }
        }
    }

    private TableFates FatesOf(ChainTable table)
    {
        if (!fates.TryGetValue(table, out var known))
        {
            fates[table] = known = new TableFates();
            foreach (var chain in ChainOrder.Of(table))
            {
                known.Add(chain, () => Follow(table, chain));
            }
        }
        return known;
    }

    /// <summary>
    /// From the first rule to the last: what comes to a rule gets less and less, and so does the work, where the way back has to
    /// bear every rule that nobody ever comes to.
    /// </summary>
    private ChainFates Follow(ChainTable table, Chain chain)
    {
        var (accepted, atEnd, coming) = (space.None, space.None, space.All);
        // Rules in a row with one verdict decide at once what came to the first of them and does not come behind the last.
        var (atFirst, shared) = (coming, (Verdict?)null);
        var come = new List<PacketSet?>(chain.Rules.Count);
        for (var index = 0; index < chain.Rules.Count; index++)
        {
            come.Add(coming);
            if (coming.IsEmpty)
            {
                break;
            }
            var rule = chain.Rules[index];
            switch (PlainRule.Of(rule))
            {
                case { Verdict: null }:
                    break;
                case {
                    Verdict: Verdict.Accept or Verdict.Return or Verdict.Drop or Verdict.Reject
                } plain:
                    if (plain.Verdict != shared)
                    {
                        Decide();
                        shared = plain.Verdict;
                    }
                    if (RuleRow.From(chain.Rules, index, space.Layout) is { } row)
                    {
                        coming -= space.OneOf(row.Field, row.Values.AsSpan());
                        come.AddRange(Enumerable.Repeat((PacketSet?)null, row.Count - 1));
                        index += row.Count - 1;
                        break;
                    }
                    coming -= Met(rule);
                    break;
                case { Verdict: Verdict.Goto(var name) }
                    when FatesOf(table).Find(name) is { } below:
                    Decide();
                    var going = coming & Met(rule);
                    accepted |= going & below.Accepted;
                    atEnd |= going & below.AtEnd;
                    coming -= Met(rule);
                    atFirst = coming;
                    break;
                default:
                    Decide();
                    accepted |=
                        coming & rules.Before(table, rule, new(space.All, space.None, space.None));
                    atEnd |=
                        coming & rules.Before(table, rule, new(space.None, space.All, space.None));
                    coming &= rules.Before(table, rule, new(space.None, space.None, space.All));
                    (atFirst, shared) = (coming, null);
                    break;
            }
        }
        Decide();
        return new ChainFates(accepted, atEnd | coming, come);

        void Decide()
        {
            if (shared is Verdict.Accept)
            {
                accepted |= atFirst - coming;
            }
            else if (shared is Verdict.Return)
            {
                atEnd |= atFirst - coming;
            }
            (atFirst, shared) = (coming, null);
        }
    }
}
