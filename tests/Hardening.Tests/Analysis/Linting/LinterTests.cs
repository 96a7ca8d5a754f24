using Hardening.Analysis;
using Hardening.Analysis.Linting;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Linting;

public sealed class LinterTests
{
    [Fact]
    public void Every_row_of_the_recipe_that_failed_is_named()
    {
        var findings = Lint(
            (
                RulesetKind.Script,
                """
                iptables -A INPUT -p udp -s! 192.168.1.0/24 --dport 111 -j DROP
                iptables -A INPUT -p tcp -s! 192.168.1.0/24 --dport 111 -j DROP
                iptables -A INPUT -p tcp -s 127.0.0.1 --dport 111 -j ACCEPT

                """
            ),
            (RulesetKind.HostsAllow, "sshd : ALL\nportmap : 192.168.1.0/24\n")
        );

        findings
            .Select(finding => $"{finding.Id} {finding.Line}")
            .Should()
            .BeEquivalentTo(
                "allow-without-deny 1",
                "daemon-unasked 2",
                "not-persistent ",
                "refused-command 1",
                "refused-command 2",
                "loopback-kept-out 1",
                "loopback-kept-out 2",
                "shadowed-rule 3",
                "loopback-by-address 3",
                "ipv6-open ",
                "ipv6-open ",
                "registry-only "
            );
        findings
            .Where(finding => finding.Id is "ipv6-open" or "loopback-kept-out")
            .Select(finding => finding.Packet?.ToString())
            .Should()
            .Contain("udp 127.0.0.1:40000 -> 127.0.0.1:111 on lo")
            .And.Contain("tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0");
    }

    [Fact]
    public void A_rule_is_shadowed_by_several_together_and_only_those_are_named()
    {
        var shadowed = Only(
            "shadowed-rule",
            """
            *filter
            -A INPUT -p udp -j DROP
            -A INPUT -s 10.0.0.0/9 -p tcp -j ACCEPT
            -A INPUT -s 192.168.0.0/16 -p tcp -j ACCEPT
            -A INPUT -s 10.128.0.0/9 -p tcp -j DROP
            -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 111 -j ACCEPT
            COMMIT

            """
        );

        shadowed.Line.Should().Be(6);
        shadowed.Message.Should().Contain("line 3").And.Contain("line 5").And.NotContain("line 4");
    }

    [Fact]
    public void What_a_limit_lets_by_is_not_shadowed() =>
        Lint(
                (
                    RulesetKind.Iptables,
                    "*filter\n-A INPUT -p tcp -m limit --limit 3/min -j ACCEPT\n-A INPUT -p tcp -j DROP\nCOMMIT\n"
                )
            )
            .Should()
            .NotContain(finding => finding.Id == "shadowed-rule");

    [Fact]
    public void Conditions_that_exclude_each_other_are_named() =>
        Only(
            "impossible-rule",
            "*filter\n-A INPUT -p tcp -m conntrack --ctstate NEW -m state --state ESTABLISHED -j ACCEPT\nCOMMIT\n"
        )
            .Line.Should()
            .Be(2);

    [Fact]
    public void A_transport_that_was_forgotten_is_named() =>
        Only(
            "transport-forgotten",
            "*filter\n-A INPUT -i lo -j ACCEPT\n-A INPUT ! -s 10.0.0.0/8 -p tcp -m tcp --dport 111 -j DROP\nCOMMIT\n"
        )
            .Message.Should()
            .StartWith("111/tcp is guarded over IPv4, and 111/udp is open to everybody");

    [Fact]
    public void Chains_that_go_round_are_an_error_that_names_them()
    {
        var lint = () =>
            Lint(
                (
                    RulesetKind.Iptables,
                    "*filter\n:a - [0:0]\n:b - [0:0]\n-A INPUT -j a\n-A a -j b\n-A b -j a\nCOMMIT\n"
                )
            );

        lint.Should()
            .Throw<ChainLoopException>()
            .WithMessage("ip filter: chains go round in a circle: a -> b -> a;*");
    }

    [Fact]
    public void Ten_thousand_chains_that_lead_to_each_other_are_followed()
    {
        var chains = Enumerable.Range(0, 10_000).ToList();
        var text =
            "*filter\n"
            + string.Concat(chains.Select(number => $":c{number} - [0:0]\n"))
            + "-A INPUT -j c0\n"
            + string.Concat(chains.SkipLast(1).Select(number => $"-A c{number} -j c{number + 1}\n"))
            + "-A c9999 -p tcp -m tcp --dport 111 -j DROP\nCOMMIT\n";

        Lint((RulesetKind.Iptables, text))
            .Should()
            .Contain(finding => finding.Id == "loopback-kept-out" && finding.Line == 20002);
    }

    private static Finding Only(string id, string save) =>
        Lint((RulesetKind.Iptables, save))
            .Should()
            .ContainSingle(finding => finding.Id == id)
            .Subject;

    private static EquatableArray<Finding> Lint(
        params IEnumerable<(RulesetKind Kind, string Text)> texts
    ) => Linter.Lint([.. texts.Select(one => new RulesetFile(one.Kind, $"{one.Kind}", one.Text))]);
}
