using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Analysis.Linting;

/// <summary>The rules of one family, ready to be asked.</summary>
internal sealed class LintedFilter
{
    private readonly FilterStudy study;

    private PacketSet? through;

    internal LintedFilter(PacketFilter filter)
    {
        study = new FilterStudy(WithFewAddresses(filter));
        Chains = [.. Filter.Tables.SelectMany(ChainsOf)];
    }

    internal PacketFilter Filter => study.Filter;

    internal NameAtoms Names => study.Names;

    internal PacketSpace Space => study.Space;

    internal ConditionSets Sets => study.Sets;

    internal FilterFlow Flow => study.Flow;

    /// <summary>The packets that come through to this host.</summary>
    internal PacketSet Through => through ??= Flow.Before(Space.All, HookWays.ToHost);

    /// <summary>The packets that come in by <c>lo</c>.</summary>
    internal PacketSet OnLoopback => study.OnLoopback;

    /// <summary>Every chain of every table.</summary>
    internal IReadOnlyList<LintedChain> Chains { get; }

    /// <summary>The packets of one state.</summary>
    internal PacketSet OfState(TrackingState state) =>
        Space.OneOf(PacketField.ConnectionState, new ValueRange((uint)state, (uint)state));

    /// <summary>The packet of a set that a person would think of first.</summary>
    internal Packet Example(PacketSet set, bool isLoopback = false) =>
        NaturalPackets.In(set, Filter.Family, Names, isLoopback);

    /// <summary>What lint asks itself of addresses is told apart too.</summary>
    private static PacketFilter WithFewAddresses(PacketFilter filter) =>
        AddressClasses.Of(
            [filter],
            [
                .. NaturalPackets.Asked(filter.Family),
                Arrivals.First(filter.Family),
                Arrivals.FromNowhere(filter.Family),
                Condition.Between(
                    PacketField.DestinationAddress,
                    LoopbackByAddress.Own(filter.Family).Range.First.Bits,
                    LoopbackByAddress.Own(filter.Family).Range.Last.Bits
                ),
            ]
        )[0];

    private IEnumerable<LintedChain> ChainsOf(ChainTable table)
    {
        var hooks = HooksOf(table);
        var bases = table.Chains.ToDictionary(
            chain => chain.Name,
            chain =>
                table.BaseChains.Where(one => one.Chain == chain.Name).ToList() is [var one]
                    ? one
                    : null,
            StringComparer.Ordinal
        );
        var rules = table.Chains.ToDictionary(
            chain => chain.Name,
            IReadOnlyList<RuleCoverage> (chain) =>
                [.. ChainCoverage.Of(this, table, chain, LintedChain.EndOf(bases[chain.Name]))],
            StringComparer.Ordinal
        );
        var entries = ChainEntry.Of(this, table, rules);
        foreach (var chain in table.Chains)
        {
            yield return new LintedChain(
                this,
                table,
                chain,
                bases[chain.Name],
                hooks.GetValueOrDefault(chain.Name, []),
                Flow.Coming(table, chain) is null,
                rules[chain.Name],
                entries.GetValueOrDefault(chain.Name)
            );
        }
    }

    private static Dictionary<string, HashSet<HookPoint>> HooksOf(ChainTable table)
    {
        var hooks = new Dictionary<string, HashSet<HookPoint>>(StringComparer.Ordinal);
        foreach (var start in table.BaseChains)
        {
            var open = new Stack<string>([start.Chain]);
            while (open.TryPop(out var name))
            {
                if (!hooks.TryGetValue(name, out var known))
                {
                    hooks[name] = known = [];
                }
                if (known.Add(start.Point) && table.Find(name) is { } chain)
                {
                    foreach (var below in ChainOrder.Below(chain))
                    {
                        open.Push(below);
                    }
                }
            }
        }
        return hooks;
    }
}
