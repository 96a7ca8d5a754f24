using CsCheck;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Linting;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Tests.Analysis.Linting;

/// <summary>Of random filters: what is said to do nothing does nothing, and what is said to cause it is needed for that.</summary>
public sealed class IdleRulesPropertyTests
{
    [Fact]
    public void Without_the_rules_that_no_packet_comes_to_nothing_changes() =>
        FilterGenerator.Filters.Sample(
            filter =>
            {
                var idle = new LintedFilter(filter)
                    .Chains.SelectMany(chain =>
                        chain.Rules.Where(rule => rule.IsIdle).Select(rule => (chain, rule.Number))
                    )
                    .ToList();
                ShouldEqualWithout(filter, idle);
            },
            iter: 3000
        );

    [Fact]
    public void Without_the_rules_that_match_nothing_of_what_comes_to_their_chain_nothing_changes() =>
        FilterGenerator.Filters.Sample(
            filter =>
                ShouldEqualWithout(
                    filter,
                    [
                        .. new LintedFilter(filter)
                            .Chains.Where(chain => chain.Entry is not null)
                            .SelectMany(chain =>
                                chain
                                    .Rules.Where(rule =>
                                        IrrelevantRules.IsIrrelevant(rule, chain.Entry!)
                                    )
                                    .Select(rule => (chain, rule.Number))
                            ),
                    ]
                ),
            iter: 3000
        );

    [Fact]
    public void Without_all_redundant_rules_at_once_nothing_changes() =>
        FilterGenerator.Filters.Sample(
            filter =>
            {
                var redundant = ChainOfFamilies
                    .Of([new LintedFilter(filter)])
                    .SelectMany(chain =>
                        Redundancy.In(chain).Select(one => (chain.Each[0], one.Number))
                    )
                    .ToList();
                ShouldEqualWithout(filter, redundant);
            },
            iter: 3000
        );

    [Fact]
    public void A_rule_is_covered_by_its_causes_and_by_no_fewer() =>
        FilterGenerator.Filters.Sample(
            filter =>
            {
                foreach (
                    var rule in new LintedFilter(filter)
                        .Chains.SelectMany(chain => chain.Rules)
                        .Where(rule => rule.Causes.Count > 0)
                )
                {
                    Left(rule, rule.Causes).IsEmpty.Should().BeTrue();
                    foreach (var cause in rule.Causes)
                    {
                        Left(rule, rule.Causes.Where(one => one != cause))
                            .IsEmpty.Should()
                            .BeFalse();
                    }
                }
            },
            iter: 3000
        );

    [Fact]
    public void An_extent_is_never_narrower_than_its_rule() =>
        FilterGenerator.Filters.Sample(
            filter =>
            {
                var rules = new LintedFilter(filter).Chains.SelectMany(chain => chain.Rules);
                foreach (var (one, other) in rules.Zip(rules.Skip(1)))
                {
                    (one.Extent.Meets(other.Extent) || !one.Met.Overlaps(other.Met))
                        .Should()
                        .BeTrue();
                }
            },
            iter: 3000
        );

    private static PacketSet Left(RuleCoverage rule, IEnumerable<RuleCoverage> causes) =>
        causes.Aggregate(rule.Met, (left, cause) => left - cause.Kept);

    private static void ShouldEqualWithout(
        PacketFilter filter,
        IReadOnlyCollection<(LintedChain Chain, int Number)> rules
    )
    {
        var gone = rules
            .Select(one => (one.Chain.Table.Name, one.Chain.Chain.Name, one.Number))
            .ToHashSet();
        var without = filter.WithRules(
            (table, chain) =>
                chain.Rules.Where((_, number) => !gone.Contains((table.Name, chain.Name, number)))
        );
        new FilterPair(filter, without)
            .Differences()
            .All(way => way.LetThrough.IsEmpty && way.KeptOut.IsEmpty)
            .Should()
            .BeTrue(FilterText.Of(filter));
    }
}
