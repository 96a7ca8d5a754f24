using Hardening.Addresses;
using Hardening.Rulesets.Iptables;

namespace Hardening.Tests.Rulesets.Iptables;

public sealed class RefusedRuleTests
{
    [Fact]
    public void A_rule_that_iptables_restore_refuses_is_told_by_line_and_column()
    {
        var text = SaveText.Read(
            "rules.v4",
            """
            *filter
            -A INPUT -p tcp --dport 70000 -j DROP
            [1:2] -A INPUT -m mark -j DROP
            -6 -A INPUT -m nothing
            -A INPUT -j DROP
            -I INPUT 1 -m nothing
            -F INPUT
            COMMIT

            """
        );
        RefusedRule
            .In(IpFamily.IPv4, text)
            .Select(refused => $"{refused.Line}:{refused.Column}: {refused.Fault.Message}")
            .Should()
            .Equal(
                "2:25: found \"70000\", expected a port from 0 to 65535 or a name of services(5), or a range of such with a colon between behind --dport",
                "3:31: found -m mark without it, expected --mark",
                "6:15: found \"nothing\", expected a match of iptables-extensions(8) that IPv4 has"
            );
    }

    [Fact]
    public void A_command_of_a_script_knows_why_it_is_refused()
    {
        var commands = ScriptReader.Read(
            "rules.sh",
            """
            iptables -A INPUT -s! 10.0.0.1 -j DROP
            iptables -A INPUT -j REJECT --reject-with icmp6-no-route
            iptables -P INPUT DROP
            iptables -D INPUT 1
            """
        );
        commands
            .Select(command => command.Faults is [var fault, ..] ? fault.Message : null)
            .Should()
            .Equal(
                "found \"!\" behind -s, expected it before: ! -s 10.0.0.1",
                "found \"icmp6-no-route\", expected icmp-net-unreachable, icmp-host-unreachable, icmp-proto-unreachable, icmp-port-unreachable, icmp-net-prohibited, icmp-host-prohibited, tcp-reset, icmp-admin-prohibited behind --reject-with",
                null,
                null
            );
    }

    [Theory]
    [InlineData("-A INPUT -s 10.0.0.0/33 -p tcp -m tcp --dport 22 -j DROP")]
    [InlineData("-A INPUT -s 10.0.0.256/32 -p tcp -m tcp --dport 22 -j DROP")]
    [InlineData("-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 65536 -j DROP")]
    [InlineData("-A INPUT -s fd00::/8 -p tcp -m tcp --dport 22 -j DROP")]
    [InlineData("-A INPUT -s 10.0.0.0/8 -p igmp -m tcp --dport 22 -j DROP")]
    public void A_rule_is_refused_behind_one_that_looks_much_like_it_and_is_taken(string rule) =>
        RefusedRule
            .In(
                Hardening.Addresses.IpFamily.IPv4,
                SaveText.Read(
                    "rules",
                    $"*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j DROP\n{rule}\n-A INPUT -s 10.2.0.0/16 -p tcp -m tcp --dport 23 -j DROP\nCOMMIT\n"
                )
            )
            .Should()
            .ContainSingle()
            .Which.Line.Should()
            .Be(4);
}
