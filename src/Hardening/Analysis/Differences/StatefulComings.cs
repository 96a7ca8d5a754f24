using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Differences;

/// <summary>Which packets come to the stateful questions of a filter.</summary>
/// <param name="study">Where the sets live.</param>
/// <param name="filter">The filter.</param>
internal sealed class StatefulComings(FilterStudy study, PacketFilter filter)
{
    private readonly Dictionary<Condition.Unmodelled, IReadOnlyList<PacketSet>?> known = [];

    /// <summary>
    /// The packets at their beginnings, way by way and base chain by base chain; null where one packet may come to it more often than
    /// once.
    /// </summary>
    internal IReadOnlyList<PacketSet>? To(Condition.Unmodelled question)
    {
        if (!known.TryGetValue(question, out var comings))
        {
            known[question] = comings = WorkOut(question);
        }
        return comings;
    }

    private List<PacketSet>? WorkOut(Condition.Unmodelled question)
    {
        var asking = filter
            .Tables.SelectMany(table => table.Chains.Select(chain => (Table: table, Chain: chain)))
            .Where(one => one.Chain.Rules.Any(rule => Asking.Of(rule, question) is not null))
            .ToList();
        if (!asking.TrueForAll(one => ComeOnce(one.Table, one.Chain.Name)))
        {
            return null;
        }
        var tables = asking.Select(one => one.Table).Distinct().ToList();
        return
        [
            .. from way in FilterPair.Ways.Select(way => way.Hooks)
            from met in filter.Along(way)
            where tables.Contains(met.Of)
            let coming = study
                .FlowOf(filter)
                .BeforeChain(At(met.Of, met.Chain, question), met.Chain, way)
            where !coming.IsEmpty
            select coming,
        ];
    }

    /// <summary>The packets at the beginning of a base chain that come to the question from there.</summary>
    private PacketSet At(ChainTable table, BaseChain chain, Condition.Unmodelled question)
    {
        // All that does not ask it keeps packets from it, or lets them go on.
        var start = chain with
        {
            Kind = ChainKind.Filter,
            Default = new Verdict.Drop(),
        };
        var until = new PacketFilter(
            filter.Family,
            [
                new ChainTable(
                    table.Name,
                    [
                        .. table.Chains.Select(one =>
                            one with
                            {
                                Rules = one
                                    .Rules.Select(rule =>
                                        Asking.Of(rule, question) ?? Asking.Without(rule)
                                    )
                                    .ToEquatableArray(),
                            }
                        ),
                    ],
                    [start]
                ),
            ]
        );
        var coming = new FilterFlow(until, study.Space, study.Sets).Before(
            study.Space.All,
            chain.Point
        );
        return chain.Kind == ChainKind.Nat
            ? coming & study.Sets.Of(Tracking.AsksNat(chain.Point))
            : coming;
    }

    /// <summary>Whether one rule alone leads to a chain, and so on up to a base chain.</summary>
    private static bool ComeOnce(ChainTable table, string chain)
    {
        while (true)
        {
            var callers = table.Chains.Where(one => ChainOrder.Below(one).Contains(chain)).ToList();
            if (callers.Count == 0)
            {
                return true;
            }
            if (
                callers.Count > 1
                || ChainOrder.Below(callers[0]).Count(name => name == chain) > 1
                || table.BaseChains.Any(one => one.Chain == chain)
            )
            {
                return false;
            }
            chain = callers[0].Name;
        }
    }
}
