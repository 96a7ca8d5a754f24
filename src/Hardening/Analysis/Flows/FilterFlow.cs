using System.Diagnostics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>
/// Follows packets through a filter from its end to its beginning: of the packets that are wanted behind it, which are those
/// before it? So what rules change on the way, as destinations and marks, is a substitution and nothing more.
/// </summary>
public sealed class FilterFlow
{
    private static readonly Condition IsFirst = new Condition.Among(
        PacketField.ConnectionState,
        [new ValueRange((int)TrackingState.New, (int)TrackingState.New)]
    );

    private readonly PacketFilter filter;
    private readonly PacketSpace space;
    private readonly ConditionSets conditions;
    private readonly Dictionary<ChainTable, TableFates> fates = [];
    private readonly Dictionary<Condition, PacketSet> sets = [];

    /// <summary>Prepares for a filter whose chains make no circle.</summary>
    /// <param name="filter">What is followed.</param>
    /// <param name="space">Where the sets live: of the filter's family.</param>
    /// <param name="names">The names that are told apart there.</param>
    public FilterFlow(PacketFilter filter, PacketSpace space, NameAtoms names)
    {
        this.filter = filter;
        this.space = space;
        conditions = new ConditionSets(space, names);
    }

    /// <summary>The packets that are in <paramref name="after"/> once they have come all the way; where rules depend on what is unknown, so does the set.</summary>
    /// <param name="after">What is wanted behind the last hook.</param>
    /// <param name="way">The hooks, in their order.</param>
    public PacketSet Before(PacketSet after, params IEnumerable<HookPoint> way)
    {
        var wanted = after;
        foreach (var (table, chain) in filter.Along(way).Reverse())
        {
            wanted = Before(table, chain, wanted);
        }
        return wanted;
    }

    /// <summary>The packets that a rule has something to say to: those for which its first conditions hold.</summary>
    internal PacketSet Met(Rule rule)
    {
        var met = space.All;
        foreach (var step in rule.Steps)
        {
            if (step is not Step.When(var condition))
            {
                break;
            }
            met &= Of(condition);
        }
        return met;
    }

    /// <summary>The packets that come to each rule of a chain; null where the chain changes packets on their way.</summary>
    internal IReadOnlyList<PacketSet>? Coming(ChainTable table, Chain chain) =>
        FatesOf(table).Find(chain.Name)?.Coming;

    /// <summary>The packets that never come to the rule behind this one.</summary>
    internal PacketSet Kept(ChainTable table, Rule rule) =>
        ~Before(table, rule, new Ways(space.None, space.None, space.All));

    private PacketSet Before(ChainTable table, BaseChain chain, PacketSet after)
    {
        var atEnd = chain.Default is Verdict.Accept ? after : space.None;
        var before = Before(table, chain.Chain, after, atEnd);
        // Of a connection only the first packet is asked where it goes; the others go there too.
        return chain.Kind == ChainKind.Nat ? Of(IsFirst).IfThenElse(before, after) : before;
    }

    private PacketSet Before(ChainTable table, string name, PacketSet accepted, PacketSet atEnd)
    {
        if (table.Find(name) is not { } chain)
        {
            return atEnd;
        }
        return FatesOf(table).Find(name) is { } known
            ? (known.Accepted & accepted) | (known.AtEnd & atEnd)
            : Before(table, chain, accepted, atEnd);
    }

    private PacketSet Before(ChainTable table, Chain chain, PacketSet accepted, PacketSet atEnd)
    {
        var next = atEnd;
        for (var index = chain.Rules.Count - 1; index >= 0; index--)
        {
            next = Before(table, chain.Rules[index], new Ways(accepted, atEnd, next));
        }
        return next;
    }

    private PacketSet Before(ChainTable table, Rule rule, Ways ways)
    {
        var before = ways.Next;
        // Conditions in a row are one: small sets meet each other before they meet the large one.
        var match = space.All;
        for (var index = rule.Steps.Count - 1; index >= 0; index--)
        {
            var step = rule.Steps[index];
            if (step is Step.When(var condition))
            {
                match &= Of(condition);
                continue;
            }
            before = match.IfThenElse(before, ways.Next);
            match = space.All;
            before = step switch
            {
                Step.Assign(var field, var mask, var value) => before.With(field, mask, value),
                Step.Forget(var field, var values) => Forgotten(rule, field, values, before),
                Step.Decide(var verdict) => Before(table, rule, verdict, ways),
                Step.Choose(var cases) => cases
                    .Reverse()
                    .Aggregate(
                        before,
                        (otherwise, one) =>
                            Of(one.Condition)
                                .IfThenElse(Before(table, rule, one.Verdict, ways), otherwise)
                    ),
                _ => throw new UnreachableException(),
            };
        }
        return match.IfThenElse(before, ways.Next);
    }

    private PacketSet Before(ChainTable table, Rule rule, Verdict verdict, Ways ways) =>
        verdict switch
        {
            Verdict.Accept => ways.Accepted,
            Verdict.Drop or Verdict.Reject => space.None,
            Verdict.Return => ways.AtEnd,
            Verdict.Jump(var name) => Before(table, name, ways.Accepted, ways.Next),
            Verdict.Goto(var name) => Before(table, name, ways.Accepted, ways.AtEnd),
            Verdict.HandedOn(var text) => space
                .Unknown(Unknowns.At(text, rule.Place))
                .IfThenElse(ways.Accepted, space.None),
            _ => throw new UnreachableException(),
        };

    /// <summary>Certain for the packets that are wanted with every value, possible for those that are with any.</summary>
    private PacketSet Forgotten(
        Rule rule,
        PacketField field,
        EquatableArray<ValueRange> values,
        PacketSet after
    )
    {
        var allowed = space.OneOf(field, values.AsSpan());
        return space
            .Unknown(Unknowns.At($"what {field} becomes", rule.Place))
            .IfThenElse((after & allowed).Ignoring(field), ~(allowed - after).Ignoring(field));
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
        var come = new List<PacketSet>(chain.Rules.Count);
        foreach (var rule in chain.Rules)
        {
            come.Add(coming);
            if (coming.IsEmpty)
            {
                break;
            }
            accepted |= coming & Before(table, rule, new Ways(space.All, space.None, space.None));
            atEnd |= coming & Before(table, rule, new Ways(space.None, space.All, space.None));
            coming -= Kept(table, rule);
        }
        return new ChainFates(accepted, atEnd | coming, come);
    }

    private PacketSet Of(Condition condition)
    {
        if (!sets.TryGetValue(condition, out var set))
        {
            sets[condition] = set = conditions.Of(condition);
        }
        return set;
    }

    /// <summary>Where a packet may go on: what is wanted there.</summary>
    private readonly record struct Ways(PacketSet Accepted, PacketSet AtEnd, PacketSet Next);
}
