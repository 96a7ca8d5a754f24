using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Who comes to a chain that other chains lead to.</summary>
/// <param name="Coming">The packets; some of them may be decided before, but no others come.</param>
/// <param name="Senders">The rules that lead to it, in order.</param>
internal sealed record ChainEntry(PacketSet Coming, EquatableArray<RuleCoverage> Senders)
{
    /// <summary>
    /// For the chains of a table that only others lead to, by their names. None where the table changes packets: then what comes to
    /// a rule is not what came to its chain.
    /// </summary>
    /// <param name="filter">Whose the table is.</param>
    /// <param name="table">The table.</param>
    /// <param name="rules">The rules of each chain.</param>
    internal static IReadOnlyDictionary<string, ChainEntry> Of(
        LintedFilter filter,
        ChainTable table,
        IReadOnlyDictionary<string, IReadOnlyList<RuleCoverage>> rules
    )
    {
        var entries = new Dictionary<string, ChainEntry>(StringComparer.Ordinal);
        if (
            table
                .Chains.SelectMany(chain => chain.Rules)
                .SelectMany(rule => rule.Steps)
                .Any(step => step is Step.Change)
        )
        {
            return entries;
        }
        var asked = table.BaseChains.Select(one => one.Chain).ToHashSet(StringComparer.Ordinal);
        foreach (var chain in ChainOrder.Of(table).Reverse())
        {
            var coming =
                asked.Contains(chain.Name) ? filter.Space.All
                : entries.TryGetValue(chain.Name, out var entry) ? entry.Coming
                : filter.Space.None;
            foreach (var rule in rules[chain.Name])
            {
                foreach (var name in ChainOrder.Below(rule.Rule).Distinct())
                {
                    var before = entries.GetValueOrDefault(
                        name,
                        new ChainEntry(filter.Space.None, [])
                    );
                    entries[name] = new ChainEntry(
                        before.Coming | (rule.Left & coming),
                        [.. before.Senders, rule]
                    );
                }
            }
        }
        foreach (var name in asked)
        {
            entries.Remove(name);
        }
        return entries;
    }
}
