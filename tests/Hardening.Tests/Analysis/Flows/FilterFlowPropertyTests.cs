using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Tests.Analysis.Flows;

/// <summary>The sets and the walk of one packet are written apart from each other, and say the same.</summary>
public sealed class FilterFlowPropertyTests
{
    private const int Packets = 100;

    private static readonly HookPoint[] Way = [HookPoint.Prerouting, HookPoint.Input];

    /// <summary>A million pairs, unless HLAB_TEST_FILTERS says how many filters it is to be, each with 100 packets.</summary>
    private static readonly int Filters = int.TryParse(
        Environment.GetEnvironmentVariable("HLAB_TEST_FILTERS"),
        out var filters
    )
        ? filters
        : 10_000;

    [Fact]
    public void What_the_sets_let_through_comes_through_on_foot() =>
        FilterGenerator
            .Filters.Select(FilterGenerator.Packets.Array[Packets])
            .Sample(
                (filter, packets) =>
                {
                    var names = NameAtoms.Of(Conditions.In(filter));
                    var space = new PacketSpace(IpFamily.IPv4, names.Count);
                    var through = new FilterFlow(filter, space, names).Before(space.All, Way);
                    var walk = new Walk(filter);
                    foreach (var packet in packets)
                    {
                        if (through.Holds(packet, names) != walk.Take(packet, Way).IsThrough)
                        {
                            Assert.Fail(
                                $"{packet} with {string.Join(", ", packet.Fields)}, {string.Join(", ", packet.Answers)} met\n{FilterText.Of(filter)}"
                            );
                        }
                    }
                },
                iter: Filters,
                print: one => FilterText.Of(one.Item1)
            );
}
