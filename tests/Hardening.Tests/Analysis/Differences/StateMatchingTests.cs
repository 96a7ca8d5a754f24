using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Differences;

/// <summary>Limits and their like are the same on both sides where they ask the same of the same packets, and nowhere else.</summary>
public sealed class StateMatchingTests
{
    private const string Flood =
        "tcp dport 111 update @flood { ip saddr limit rate over 9/second } drop";

    [Theory]
    [InlineData("limit rate 3/minute accept", "limit rate 3/minute burst 5 packets accept")]
    [InlineData("limit rate 60/minute accept", "limit rate 1/second accept")]
    [InlineData("limit rate over 3/second drop; accept", "limit rate 3/second accept")]
    [InlineData("quota over 2 kbytes drop; accept", "quota 2048 bytes accept")]
    [InlineData(
        "limit rate 3/minute tcp dport 111 accept",
        "limit rate 3/minute th dport 111 ip protocol tcp accept"
    )]
    [InlineData(
        "tcp dport 111 limit rate 3/minute accept",
        "tcp dport { 111 } limit rate 3/minute accept"
    )]
    [InlineData("udp dport 111 queue to 3; drop", "udp dport 111 queue to 3")]
    [InlineData(Flood + "; accept", "tcp dport != 111 accept; " + Flood + "; accept")]
    [InlineData("limit name \"few\" accept", "limit name \"few\" accept; drop")]
    [InlineData("numgen inc mod 3 1 accept", "numgen inc mod 3 != 1 drop; accept")]
    // The second is asked of what the first leaves to it.
    [InlineData(
        "limit rate 1/second accept; limit rate 2/second accept",
        "limit rate over 1/second jump more; accept"
    )]
    public void The_same_question_to_the_same_packets_has_one_answer(string old, string now) =>
        Compare(old, now).Should().BeEmpty();

    [Theory]
    [InlineData("limit rate 3/minute accept", "limit rate 4/minute accept")]
    [InlineData("limit rate 3/minute accept", "limit rate 3/minute burst 6 packets accept")]
    // Before the other match it is used up by packets that do not come behind it.
    [InlineData(
        "udp dport 111 limit rate 3/minute accept",
        "limit rate 3/minute udp dport 111 accept"
    )]
    // What is behind a limit sees less than what is before it.
    [InlineData(
        "limit rate 3/minute accept; limit rate 2/minute accept",
        "limit rate 2/minute accept; limit rate 3/minute accept"
    )]
    // One that two rules ask is used up sooner.
    [InlineData(
        "tcp dport 1 limit name \"few\" accept; udp dport 1 limit name \"few\" accept",
        "tcp dport 1 limit name \"few\" accept; udp dport 1 limit name \"fewer\" accept"
    )]
    [InlineData(
        "tcp dport 1 limit name \"few\" accept",
        "tcp dport 1 limit name \"few\" accept; udp dport 1 limit name \"few\" accept"
    )]
    // Another way into the chain brings other packets.
    [InlineData(
        "tcp dport 1 jump more; drop",
        "udp dport 1 jump more; tcp dport 1 jump more; drop"
    )]
    [InlineData("udp dport 111 queue to 3", "udp dport 111 queue to 4")]
    [InlineData("udp dport 111 queue to 3", "udp dport 112 accept; th dport 111 queue to 3")]
    [InlineData(
        Flood + "; accept",
        "tcp dport 111 update @other { ip saddr limit rate over 9/second } drop; accept"
    )]
    public void Another_question_or_other_packets_may_have_another_answer(string old, string now) =>
        Compare(old, now).Should().NotBeEmpty();

    [Fact]
    public void What_a_name_stands_for_counts_and_not_the_name()
    {
        const string Rule = "limit name \"few\" accept";
        Compare(Rule, Rule).Should().BeEmpty();
        FilterComparison
            .Compare(Read("old", Rule), Read("now", Rule, rate: "500/second"))
            .Should()
            .NotBeEmpty();
    }

    [Fact]
    public void What_comes_of_a_limit_that_only_one_side_has_is_shown_with_its_answer()
    {
        var difference = Compare("tcp dport 1 accept", "tcp dport 1 limit rate 1/second accept")
            .Should()
            .ContainSingle()
            .Subject;

        difference.IsCertain.Should().BeFalse();
        difference.IsShown.Should().BeTrue();
        var unknown = difference.DependsOn.Should().ContainSingle().Subject;
        unknown.Should().Be("limit rate 1/second burst 5 packets (now:8)");
        difference.Boxes[0].Packet.Answers[unknown].Should().BeFalse();
    }

    [Fact]
    public void Of_two_limits_nobody_knows_that_they_are_not_one() =>
        Compare("limit rate 1/second accept", "limit rate 2/second accept")
            .Should()
            .OnlyContain(difference => !difference.IsShown);

    private static IEnumerable<FilterDifference> Compare(string old, string now) =>
        FilterComparison.Compare(Read("old", old), Read("now", now));

    private static PacketFilter Read(string name, string rules, string rate = "5/second") =>
        FilterReader
            .Read([
                new RulesetFile(
                    RulesetKind.Nftables,
                    name,
                    $$"""
                    table ip t {
                        limit few { rate {{rate}}; }
                        limit fewer { rate 5/second; }
                        set flood { type ipv4_addr; flags dynamic,timeout; timeout 60s; }
                        set other { type ipv4_addr; flags dynamic,timeout; timeout 30s; }
                        chain more { limit rate 2/second accept; drop; }
                        chain input { type filter hook input priority 0; policy drop
                    {{rules.Replace("; ", "\n", StringComparison.Ordinal)}}
                        }
                    }
                    """
                ),
            ])
            .Single(filter => filter.Family == IpFamily.IPv4);
}
