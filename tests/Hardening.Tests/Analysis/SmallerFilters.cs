using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Tests.Analysis;

/// <summary>Takes a filter and a packet apart as far as something still holds for them.</summary>
internal static class SmallerFilters
{
    /// <summary>The smallest that is found by leaving out one part after the other.</summary>
    internal static (PacketFilter Filter, Packet Packet) Of(
        PacketFilter filter,
        Packet packet,
        Func<PacketFilter, Packet, bool> holds
    )
    {
        while (true)
        {
            if (Filters(filter).FirstOrDefault(smaller => holds(smaller, packet)) is { } less)
            {
                filter = less;
            }
            else if (Packets(packet).FirstOrDefault(smaller => holds(filter, smaller)) is { } plain)
            {
                packet = plain;
            }
            else
            {
                return (filter, packet);
            }
        }
    }

    private static IEnumerable<PacketFilter> Filters(PacketFilter filter) =>
        Without(filter.Tables, Tables).Select(tables => filter with { Tables = tables });

    private static IEnumerable<ChainTable> Tables(ChainTable table) =>
        Without(table.BaseChains, _ => [])
            .Select(bases => new ChainTable(table.Name, table.Chains, bases))
            .Concat(
                Without(table.Chains, Chains)
                    .Where(chains => HasAll(chains, table.BaseChains))
                    .Select(chains => new ChainTable(table.Name, chains, table.BaseChains))
            );

    private static bool HasAll(EquatableArray<Chain> chains, EquatableArray<BaseChain> bases) =>
        bases
            .Select(chain => chain.Chain)
            .Concat(chains.SelectMany(ChainOrder.Below))
            .All(name => chains.Any(chain => chain.Name == name));

    private static IEnumerable<Chain> Chains(Chain chain) =>
        Without(chain.Rules, Rules).Select(rules => chain with { Rules = rules });

    private static IEnumerable<Rule> Rules(Rule rule) =>
        Without(rule.Steps, Steps).Select(steps => rule with { Steps = steps });

    private static IEnumerable<Step> Steps(Step step) =>
        step switch
        {
            Step.When(var condition) => Smaller(condition).Select(less => new Step.When(less)),
            Step.Change change when change.Where != Condition.Always =>
            [
                change with
                {
                    Where = Condition.Always,
                },
                .. Smaller(change.Where).Select(less => change with { Where = less }),
            ],
            Step.Choose(var cases) => Without(
                    cases,
                    one => Smaller(one.Condition).Select(less => one with { Condition = less })
                )
                .Select(less => new Step.Choose(less)),
            _ => [],
        };

    private static IEnumerable<Condition> Smaller(Condition condition) =>
        condition switch
        {
            Condition.Not(var negand) =>
            [
                negand,
                .. Smaller(negand).Select(less => new Condition.Not(less)),
            ],
            Condition.AllOf(var all) =>
            [
                .. all,
                .. Without(all, Smaller).Select(less => new Condition.AllOf(less)),
            ],
            Condition.AnyOf(var any) =>
            [
                .. any,
                .. Without(any, Smaller).Select(less => new Condition.AnyOf(less)),
            ],
            _ => [],
        };

    private static IEnumerable<Packet> Packets(Packet packet) =>
        packet
            .Fields.Keys.Select(field => packet with { Fields = packet.Fields.Remove(field) })
            .Concat(
                packet.Names.Keys.Select(name => packet with { Names = packet.Names.Remove(name) })
            )
            .Concat(
                packet.Answers.Keys.Select(text =>
                    packet with
                    {
                        Answers = packet.Answers.Remove(text),
                    }
                )
            )
            .Concat(
                packet.Becomes.Keys.Select(text =>
                    packet with
                    {
                        Becomes = packet.Becomes.Remove(text),
                    }
                )
            );

    /// <summary>Each list with one element less, and each with one element that is smaller.</summary>
    private static IEnumerable<EquatableArray<T>> Without<T>(
        EquatableArray<T> all,
        Func<T, IEnumerable<T>> smaller
    )
    {
        for (var at = 0; at < all.Count; at++)
        {
            yield return all.Where((_, index) => index != at).ToEquatableArray();
        }
        for (var at = 0; at < all.Count; at++)
        {
            foreach (var less in smaller(all[at]))
            {
                yield return all.Select((one, index) => index == at ? less : one)
                    .ToEquatableArray();
            }
        }
    }
}
