using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Differences;

public sealed class FilterComparisonTests
{
    [Fact]
    public void What_a_rule_less_lets_in_is_one_box()
    {
        var difference = Compare(
                "-A INPUT -i lo -j ACCEPT\n-A INPUT -p udp -m udp --dport 111 -j DROP\n-A INPUT -p tcp -m tcp --dport 111 -j DROP\n",
                "-A INPUT -i lo -j ACCEPT\n-A INPUT -p udp -m udp --dport 111 -j DROP\n-A INPUT ! -s 10.0.0.0/8 -p tcp -m tcp --dport 111 -j DROP\n"
            )
            .Should()
            .ContainSingle()
            .Subject;

        difference.IsLetThrough.Should().BeTrue();
        difference.Way.Should().Be("in");
        var box = difference.Boxes.Should().ContainSingle().Subject;
        box.Text.Should().Be("iif not lo, protocol tcp, saddr 10.0.0.0/8, dport 111");
        box.Old?.Line.Should().Be(4);
        box.Now?.Text.Should().Be(":INPUT ACCEPT");
        box.Packet.ToString().Should().Be("tcp 10.0.0.7:40000 -> 192.168.1.10:111 on eth0");
    }

    [Fact]
    public void The_same_rules_in_another_order_and_spelling_are_equal() =>
        Compare(
                "-A INPUT -s 10.0.0.0/9 -j DROP\n-A INPUT -p tcp -m multiport --dports 111,112,2049 -j DROP\n-A INPUT -s 10.128.0.0/9 -j DROP\n",
                "-A INPUT -p tcp -m tcp --dport 2049 -j DROP\n:x - [0:0]\n-A INPUT -s 10.0.0.0/8 -g x\n-A INPUT -p tcp -m tcp --dport 111:112 -j DROP\n-A x -j DROP\n"
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void What_is_forwarded_and_what_goes_out_is_compared_too() =>
        Compare("-A FORWARD -i eth0 -j DROP\n", "-A OUTPUT -o eth0 -j DROP\n")
            .Select(difference =>
                $"{difference.Way} {difference.IsLetThrough}: {difference.Boxes[0].Text}"
            )
            .Should()
            .Equal("forward True: iif eth0", "out False: oif eth0");

    [Theory]
    [InlineData(ProtectionName.Nftables)]
    [InlineData(ProtectionName.Iptables)]
    public void One_policy_is_the_same_filter_in_every_format(ProtectionName name)
    {
        var policy = PolicyReader.Read(
            "policy: a test\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24, 10.0.0.0/8, fd00::/64]\n    except: [10.1.0.0/16]\nwith: [iptables, nftables]\n",
            "policy.yaml"
        );
        var script = FilterReader.Read([Protection.Render(policy, RulesetKind.Script)]);

        FilterReader
            .Read(Protection.Rulesets(policy, name))
            .Zip(script, FilterComparison.Compare)
            .SelectMany(difference => difference)
            .Should()
            .BeEmpty();
    }

    private static IEnumerable<FilterDifference> Compare(string old, string now) =>
        FilterComparison.Compare(Read(old), Read(now));

    private static PacketFilter Read(string rules) =>
        FilterReader
            .Read([new RulesetFile(RulesetKind.Iptables, "rules.v4", $"*filter\n{rules}COMMIT\n")])
            .Single(filter => filter.Family == IpFamily.IPv4);
}
