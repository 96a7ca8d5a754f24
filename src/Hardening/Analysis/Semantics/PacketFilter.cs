using Hardening.Addresses;

namespace Hardening.Analysis.Semantics;

/// <summary>All rules that the packets of one family meet, whatever format they came in.</summary>
/// <param name="Family">The packets' family.</param>
/// <param name="Tables">In the order in which they were made, which decides between base chains of one priority.</param>
public sealed record PacketFilter(IpFamily Family, EquatableArray<ChainTable> Tables)
{
    /// <summary>
    /// The base chains that a packet meets on its way, in the kernel's order, each with its table. Of two with one priority the
    /// one that was made last is asked first (nf_hook_entries_grow in net/netfilter/core.c). Chains of nat are all asked where the kernel
    /// has nat, whatever their priority: that orders them among each other (nf_nat_register_fn).
    /// </summary>
    /// <param name="way">The hooks in their order.</param>
    public IEnumerable<(ChainTable Of, BaseChain Chain)> Along(params IEnumerable<HookPoint> way) =>
        from hook in way
        from met in Tables
            .SelectMany(table => table.BaseChains.Select(chain => (table, chain)))
            .Where(one => one.chain.Point == hook)
            .Reverse()
            .OrderBy(one => one.chain.Kind == ChainKind.Nat ? Nat(hook) : one.chain.Priority)
            .ThenBy(one => one.chain.Kind == ChainKind.Nat ? one.chain.Priority : int.MinValue)
        select met;

    /// <summary>What its rules are asked about.</summary>
    public FilterLayer Layer { get; init; }

    private readonly EquatableArray<HookPoint>? natPoints;

    /// <summary>
    /// The hooks at which packets of connections get the addresses that nat gave them: none where no rule gives any, unless it is said
    /// that connections under way have some from elsewhere.
    /// </summary>
    public IEnumerable<HookPoint> NatPoints
    {
        get => natPoints ?? PointsOfRules();
        init => natPoints = value.ToEquatableArray();
    }

    /// <summary>The same chains with other rules.</summary>
    /// <param name="rules">The rules of a chain of a table.</param>
    internal PacketFilter WithRules(Func<ChainTable, Chain, IEnumerable<Rule>> rules) =>
        this with
        {
            Tables =
            [
                .. Tables.Select(table => new ChainTable(
                    table.Name,
                    [
                        .. table.Chains.Select(chain =>
                            chain with
                            {
                                Rules = rules(table, chain).ToEquatableArray(),
                            }
                        ),
                    ],
                    table.BaseChains
                )),
            ],
        };

    private EquatableArray<HookPoint> PointsOfRules() =>
        Tables.Any(GivesAddresses)
            ? Tables
                .SelectMany(table => table.BaseChains)
                .Where(chain => chain.Kind == ChainKind.Nat)
                .Select(chain => chain.Point)
                .Distinct()
                .ToEquatableArray()
            : [];

    private static bool GivesAddresses(ChainTable table) =>
        table.BaseChains.Any(chain => chain.Kind == ChainKind.Nat)
        && table
            .Chains.SelectMany(chain => chain.Rules)
            .SelectMany(rule => rule.Steps)
            .OfType<Step.Change>()
            .Any(change =>
                Tracking.ChangedByNat(HookPoint.Prerouting).Contains(change.Field)
                || Tracking.ChangedByNat(HookPoint.Postrouting).Contains(change.Field)
            );

    /// <summary>NF_IP_PRI_NAT_DST or NF_IP_PRI_NAT_SRC (linux/netfilter_ipv4.h).</summary>
    private static int Nat(HookPoint hook) => Tracking.IsForDestinations(hook) ? -100 : 100;
}
