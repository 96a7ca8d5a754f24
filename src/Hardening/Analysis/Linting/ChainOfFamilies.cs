namespace Hardening.Analysis.Linting;

/// <summary>One chain as the packets of each family meet it: once for a table of iptables, twice for one of nft's <c>inet</c>.</summary>
/// <param name="Each">The same rules, for one family after the other; at least one.</param>
internal sealed record ChainOfFamilies(IReadOnlyList<LintedChain> Each)
{
    /// <summary>How many rules it has.</summary>
    internal int Count => Each.Max(chain => chain.Rules.Count);

    /// <summary>All chains of some filters.</summary>
    internal static IEnumerable<ChainOfFamilies> Of(IEnumerable<LintedFilter> filters) =>
        filters
            .SelectMany(filter => filter.Chains)
            .GroupBy(chain => (chain.Table.Name, chain.Chain.Name))
            .Select(group => new ChainOfFamilies([.. group]));

    /// <summary>A rule in each family.</summary>
    internal IReadOnlyList<RuleCoverage> Rule(int number) =>
        [.. Each.Where(chain => number < chain.Rules.Count).Select(chain => chain.Rules[number])];
}
