using Hardening.Analysis;
using Hardening.Analysis.Linting;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Tests.Policies;

namespace Hardening.Tests.Analysis.Linting;

public sealed class LinterTests
{
    [Fact]
    public void A_rule_that_ebtables_or_arptables_refuses_is_named() =>
        Lint(
                (
                    RulesetKind.Ebtables,
                    "*filter\n:INPUT ACCEPT\n-A INPUT -p IPv4 -j DROP\n-A INPUT -p 5ff\n*nat\n:OUTPUT ACCEPT\n-A OUTPUT -i x\n"
                ),
                (RulesetKind.Arptables, "*filter\n:INPUT ACCEPT\n-A INPUT --opcode many\n")
            )
            .Select(finding => $"{finding.Id} {finding.Line} {finding.Message}")
            .Should()
            .BeEquivalentTo(
                "refused-command 4 ebtables-restore 1.8 refuses \"-A INPUT -p 5ff\", and all of its table with it: found \"5ff\", expected a type of ethertypes(5) by name, or by number from 0600 to ffff in hexadecimal, or Length behind -p",
                "refused-command 7 ebtables-restore 1.8 refuses \"-A OUTPUT -i x\", and all of its table with it: found -i in OUTPUT, expected -o",
                "refused-command 3 arptables-restore 1.8 refuses \"-A INPUT --opcode many\", and all of its table with it: found \"many\", expected a number from 0 to 65535 with or without a mask, or Request, Reply, Request_Reverse, Reply_Reverse, DRARP_Request, DRARP_Reply, DRARP_Error, InARP_Request, ARP_NAK behind --opcode"
            );

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

    /// <summary>The table of what the how-to says and what really happens, but for its row about sshd, which is no fault.</summary>
    [Theory]
    [InlineData("allow-without-deny", "hosts.allow")]
    [InlineData("daemon-unasked", "hosts.allow")]
    [InlineData("refused-command", "rules.sh")]
    [InlineData("loopback-kept-out", "rules.sh")]
    [InlineData("shadowed-rule", "rules-modern.sh")]
    [InlineData("loopback-by-address", "rules.sh")]
    [InlineData("ipv6-open", null)]
    [InlineData("registry-only", null)]
    [InlineData("not-persistent", "rules.sh")]
    public void The_shipped_recipe_has_each_fault_under_an_id_of_its_own(string id, string? file) =>
        Linter
            .Lint([
                .. new[] { "rules.sh", "rules-modern.sh", "hosts.allow" }.Select(name =>
                    RulesetFiles
                        .Read(RepositoryFile.At(Path.Combine("lab/examples/howto", name)))
                        .File with
                    {
                        Name = name,
                    }
                ),
            ])
            .Should()
            .Contain(finding => finding.Id == id && finding.File == file);

    [Fact]
    public void What_iptables_restore_refuses_is_named_and_the_rest_is_looked_at()
    {
        var refused = Only(
            "refused-command",
            "*filter\n-A INPUT -j LOG --log-level nonsense\n-A INPUT -j ACCEPT\nCOMMIT\n"
        );

        refused.Severity.Should().Be(Severity.Error);
        refused.Line.Should().Be(2);
        refused
            .Message.Should()
            .StartWith(
                "iptables-restore 1.8 refuses \"-A INPUT -j LOG --log-level nonsense\", and all of its table with it: found \"nonsense\", expected "
            );
    }

    [Fact]
    public void What_iptables_legacy_alone_refuses_is_a_warning() =>
        Only("refused-command", "*mangle\n-A FORWARD -p tcp -j TCPMSS --set-mss 1400\nCOMMIT\n")
            .Should()
            .Match<Finding>(finding =>
                finding.Severity == Severity.Warning
                && finding.Message.StartsWith(
                    "iptables-legacy-restore 1.8 refuses",
                    StringComparison.Ordinal
                )
            );

    [Fact]
    public void A_chain_of_nat_has_no_end_that_lets_everybody_in() =>
        Lint(
                (
                    RulesetKind.Iptables,
                    "*nat\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n"
                )
            )
            .Should()
            .NotContain(finding => finding.Id == "default-accept");

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
    public void Ten_pairs_of_a_kind_are_named_and_the_others_counted()
    {
        var rules = string.Concat(
            Enumerable
                .Range(1, 5)
                .Select(number =>
                    $"-A INPUT -s 10.{number}.0.0/16 -p tcp -j ACCEPT\n-A INPUT -p tcp -m tcp --dport {number} -j DROP\n"
                )
        );
        var pairs = Lint((RulesetKind.Iptables, $"*filter\n{rules}COMMIT\n"))
            .Where(finding => finding.Id == "correlated-rules")
            .ToList();

        // Each of five rules that let in with each of five that drop: 25.
        pairs.Should().HaveCount(11);
        pairs[^1].Line.Should().BeNull();
        pairs[^1].Message.Should().StartWith("15 more pairs of rules overlap");
    }

    [Theory]
    [InlineData("-A INPUT -s 10.0.0.0/8 -j DROP\n-A INPUT -p tcp -m tcp --dport 25 -j DROP\n")]
    [InlineData(
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 111 -j DROP\n"
    )]
    [InlineData("-A INPUT -i lo -j ACCEPT\n")]
    public void Rules_that_keep_some_out_and_let_the_rest_in_were_not_meant_to_close(
        string rules
    ) =>
        Lint((RulesetKind.Iptables, $"*filter\n{rules}COMMIT\n"))
            .Should()
            .NotContain(finding => finding.Id == "default-accept");

    [Fact]
    public void A_text_for_one_family_is_no_proof_that_the_other_is_open()
    {
        const string rules =
            "*filter\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j DROP\nCOMMIT\n";

        Lint((RulesetKind.Iptables, rules))
            .Single(finding => finding.Id == "ipv6-open")
            .Severity.Should()
            .Be(Severity.Note);
        Lint((RulesetKind.Iptables, rules), (RulesetKind.Ip6tables, "*filter\nCOMMIT\n"))
            .Single(finding => finding.Id == "ipv6-open")
            .Severity.Should()
            .Be(Severity.Error);
    }

    [Fact]
    public void What_keeps_packets_from_a_log_is_not_redundant() =>
        Lint(
                (
                    RulesetKind.Iptables,
                    "*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 23 -j DROP\n-A INPUT -p tcp -j LOG\nCOMMIT\n"
                )
            )
            .Should()
            .NotContain(finding => finding.Id == "redundant-rule");

    [Fact]
    public void A_blocked_source_before_what_is_established_is_no_fault() =>
        Lint(
                (
                    RulesetKind.Iptables,
                    "*filter\n-A INPUT -i lo -j ACCEPT\n-A INPUT -s 203.0.113.0/24 -j DROP\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n-A INPUT -j DROP\nCOMMIT\n"
                )
            )
            .Should()
            .NotContain(finding => finding.Id == "established-after-drop");

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
