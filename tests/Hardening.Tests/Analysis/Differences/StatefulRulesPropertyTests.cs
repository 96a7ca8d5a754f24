using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Differences;

/// <summary>
/// Rules with limits beside a change of them, taken through packet by packet by an interpreter of its own: where the comparison finds
/// them equal, no sequence of packets may tell them apart.
/// </summary>
public sealed class StatefulRulesPropertyTests
{
    private const int Packets = 60;

    [Fact]
    public void What_is_equal_answers_every_packet_of_a_sequence_alike()
    {
        var equal = 0;
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var random = new Random(seed);
                    var old = StatefulRules.Random(random);
                    var now = old.Changed(random);
                    if (FilterComparison.Compare(Read("old", old), Read("now", now)).Any())
                    {
                        return;
                    }
                    Interlocked.Increment(ref equal);
                    var (was, becomes) = (old.Start(), now.Start());
                    for (var packet = 0; packet < Packets; packet++)
                    {
                        var (isMarked, port) = (random.Next(2) == 0, random.Next(1, 4));
                        Assert.True(
                            was(isMarked, port) == becomes(isMarked, port),
                            $"packet {packet} of\n{old.Text}\nand\n{now.Text}"
                        );
                    }
                },
                iter: 2_000
            );

        equal.Should().BeGreaterThan(200, "else little was looked at");
    }

    private static Hardening.Analysis.Semantics.PacketFilter Read(
        string name,
        StatefulRules rules
    ) =>
        FilterReader
            .Read([new RulesetFile(RulesetKind.Nftables, name, rules.Text)])
            .Single(filter => filter.Family == IpFamily.IPv4);
}
