using System.Collections.Immutable;
using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Flows;

/// <summary>The sets and the walk of one packet are written apart from each other, and say the same.</summary>
public sealed class FilterFlowPropertyTests
{
    private const int Packets = 200;

    private const int Pool = 20_000;

    /// <summary>A million pairs, unless HLAB_TEST_FILTERS says how many filters it is to be, each with 200 packets.</summary>
    private static readonly int Filters = int.TryParse(
        Environment.GetEnvironmentVariable("HLAB_TEST_FILTERS"),
        out var filters
    )
        ? filters
        : 5_000;

    [Fact]
    public void What_the_sets_let_through_comes_through_on_foot()
    {
        (PacketFilter Filter, Packet Packet)? found = null;
        // To make a packet costs more than to take it through a filter, so that each is taken through many.
        var packets = FilterGenerator.Packets.Array[Pool].Single();
        FilterGenerator
            .Filters.Select(Gen.Int[0, Pool - Packets], FilterGenerator.Becoming)
            .Sample(
                (filter, first, becoming) =>
                {
                    // The first is made small below; what would be found after it says no more.
                    if (found is not null)
                    {
                        return;
                    }
                    var trial = new FilterTrial(filter);
                    foreach (var packet in packets.AsSpan(first, Packets))
                    {
                        var whole = packet with { Becomes = becoming };
                        if (!trial.Agrees(whole))
                        {
                            found = (filter, whole);
                            return;
                        }
                    }
                },
                iter: Filters
            );
        if (found is var (large, met))
        {
            var (smaller, plain) = SmallerFilters.Of(
                large,
                met,
                (filter, packet) => !new FilterTrial(filter).Agrees(packet)
            );
            Assert.Fail($"{FilterText.Of(smaller)}\n{FilterCode.Test(smaller, plain)}");
        }
    }

    [Fact]
    public void What_disagrees_is_told_by_its_smallest_form_as_a_test()
    {
        var rules = Enumerable
            .Range(0, 20)
            .Select(at => new Rule(
                [
                    new Step.When(
                        new Condition.AllOf([
                            Condition.Is(PacketField.Mark, (uint)at),
                            Condition.Is(PacketField.SourcePort, (uint)at),
                        ])
                    ),
                    new Step.Decide(at == 7 ? new Verdict.Drop() : new Verdict.Accept()),
                ],
                new RulePlace("test", at, "rule")
            ));
        var filter = new PacketFilter(
            IpFamily.IPv4,
            [
                new ChainTable(
                    "ip test",
                    [new Chain("input", [.. rules]), new Chain("idle", [])],
                    [
                        new BaseChain(
                            "input",
                            ChainKind.Filter,
                            HookPoint.Input,
                            0,
                            new Verdict.Accept(),
                            new RulePlace("test", 0, "policy")
                        ),
                    ]
                ),
            ]
        );
        var packet = new Packet(IpFamily.IPv4)
        {
            Fields = new Dictionary<PacketField, UInt128>
            {
                [PacketField.Mark] = 7,
                [PacketField.SourcePort] = 7,
                [PacketField.Length] = 60,
            }.ToImmutableDictionary(),
        };

        var (smaller, plain) = SmallerFilters.Of(
            filter,
            packet,
            (less, one) => !new Walk(less).Take(one, HookPoint.Input).IsThrough
        );

        FilterText
            .Of(smaller)
            .Should()
            .Be("Filter input at Input 0, policy Accept { }\ninput: Drop { }");
        plain.Fields.Should().BeEmpty();
        FilterCode
            .Test(smaller, plain)
            .Should()
            .Contain(
                "[new Chain(\"input\", [new Rule([new Step.Decide(new Verdict.Drop())], new RulePlace(\"test\", 7, \"rule\"))])]"
            );
    }
}
