using Hardening.Analysis.Differences;
using Hardening.Analysis.Mending;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Mending;

public sealed class MenderTests
{
    [Fact]
    public void The_recipe_that_failed_is_mended_as_far_as_it_is_known_what_was_meant()
    {
        var mended = Mend(
            (
                RulesetKind.Script,
                """
                #!/bin/sh
                iptables -A INPUT -p udp -s! 192.168.1.0/24 --dport 111 -j DROP
                iptables -A INPUT -p tcp -s! 192.168.1.0/24 --dport 111 -j DROP
                iptables -A INPUT -p tcp -s 127.0.0.1 --dport 111 -j ACCEPT

                """
            ),
            (RulesetKind.HostsAllow, "sshd : ALL\nportmap : 192.168.1.0/24\n")
        );

        mended
            .Changed.Select(file => file.Text)
            .Should()
            .Equal(
                """
                #!/bin/sh
                iptables -A INPUT -i lo -j ACCEPT
                iptables -A INPUT -p udp ! -s 192.168.1.0/24 --dport 111 -j DROP
                iptables -A INPUT -p tcp ! -s 192.168.1.0/24 --dport 111 -j DROP

                """,
                "sshd : ALL\nrpcbind portmap : 192.168.1.0/24\n",
                "sshd rpcbind portmap : ALL\n"
            );
        mended
            .Left.Select(finding => finding.Id)
            .Should()
            .BeEquivalentTo("ipv6-open", "ipv6-open", "not-persistent", "registry-only");
    }

    [Fact]
    public void A_mend_names_the_line_that_stood_in_the_text_at_first() =>
        Mend(
            """
            -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT
            -A INPUT -p tcp -j DROP
            -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
            -A INPUT -p udp -m udp --dport 53 -m conntrack --ctstate INVALID,NEW -j ACCEPT
            -A INPUT -i lo -j ACCEPT
            -A INPUT -j DROP
            -A INPUT -p udp -m udp --dport 5 -j DROP

            """
        )
            .Mends.Select(mend => $"{mend.Finding.Id} {mend.Finding.Line}")
            .Should()
            .Equal(
                "loopback-kept-out 3",
                "established-after-drop 4",
                "invalid-accepted 5",
                "redundant-rule 3",
                "unreachable-rules 8"
            );

    [Fact]
    public void A_limit_keeps_its_name_when_its_line_moves()
    {
        const string rules = """
            -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
            -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT
            -A INPUT -p udp -m limit --limit 3/min -j ACCEPT
            -A INPUT -p udp -j DROP
            -A INPUT -j DROP

            """;
        var mended = Mend($"-A INPUT -i lo -j ACCEPT\n{rules}");

        mended.Mends.Should().Contain(mend => mend.Finding.Line == 4);
        mended.Changed[0].Text.Should().NotContain("10.0.0.0").And.Contain("--limit");
    }

    [Fact]
    public void A_change_that_does_more_than_it_should_is_not_offered()
    {
        // The twin for UDP would stand behind a rule that says otherwise of it.
        var files = Files("-A INPUT -i lo -j ACCEPT\n-A INPUT -j ACCEPT\n");
        var text = new MendedText(files[0]);
        text.InsertBefore(3, "-A INPUT -p udp -j DROP");

        MendProof.Holds(files, Proposal(text, MendedPackets.None)).Should().BeFalse();
        MendProof
            .Holds(files, Proposal(text, MendedPackets.Fewer(Condition.Always, "some")))
            .Should()
            .BeTrue();
    }

    [Fact]
    public void A_change_that_can_not_be_read_any_more_is_not_offered()
    {
        var files = Files("-A INPUT -i lo -j ACCEPT\n");
        var text = new MendedText(files[0]);
        text.InsertBefore(2, "-A INPUT -j nowhere");

        MendProof.Holds(files, Proposal(text, MendedPackets.None)).Should().BeFalse();
    }

    [Fact]
    public void A_forgotten_transport_is_said_behind_each_rule_of_the_other()
    {
        var mended = Mend(
            """
            -A INPUT -i lo -j ACCEPT
            -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 111 -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 111 -j DROP

            """
        );

        mended
            .Changed[0]
            .Text.Should()
            .Contain(
                "--dport 111 -j ACCEPT\n-A INPUT -s 10.0.0.0/8 -p udp -m udp --dport 111 -j ACCEPT\n"
            )
            .And.Contain("--dport 111 -j DROP\n-A INPUT -p udp -m udp --dport 111 -j DROP\n");
        mended.Left.Should().NotContain(finding => finding.Id == "transport-forgotten");
    }

    [Fact]
    public void What_is_taken_out_changes_nothing_by_the_comparison_that_diff_makes()
    {
        var files = Files(
            """
            -A INPUT -i lo -j ACCEPT
            -A INPUT -s 10.0.0.0/9 -p tcp -j ACCEPT
            -A INPUT -s 10.128.0.0/9 -p tcp -j ACCEPT
            -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 111 -j DROP
            -A INPUT -s 10.0.0.0/8 -p udp -j DROP
            -A INPUT -j DROP

            """
        );
        var mended = Mender.Mend(files);

        mended
            .Mends.Select(mend => mend.Finding.Id)
            .Should()
            .BeEquivalentTo("shadowed-rule", "redundant-rule");
        FilterReader
            .Read(files)
            .Zip(FilterReader.Read(mended.Changed), FilterComparison.Compare)
            .SelectMany(difference => difference)
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData("portmap : 10.0.0.0/8", "ALL : ALL", "rpcbind portmap : 10.0.0.0/8\n")]
    [InlineData("ALL : 10.0.0.0/8", "", "ALL : 10.0.0.0/8\n")]
    public void A_mend_of_hosts_files_is_proved_by_what_they_grant(
        string allow,
        string deny,
        string mended
    )
    {
        var result = Mend(
            (RulesetKind.HostsAllow, allow),
            (RulesetKind.HostsDeny, deny.Length > 0 ? deny + "\n" : "")
        );

        result.Mends.Should().OnlyContain(mend => mend.Proven.StartsWith("proved: "));
        result.Changed[0].Text.Should().Be(mended);
    }

    [Fact]
    public void A_mend_of_hosts_files_that_grants_more_than_it_should_is_not_made()
    {
        RulesetFile[] files = [new(RulesetKind.HostsAllow, "allow", "rpcbind : 10.0.0.0/8\n")];
        RulesetFile[] mended =
        [
            new(RulesetKind.HostsAllow, "allow", "rpcbind : 10.0.0.0/7\n"),
            new(RulesetKind.HostsDeny, "deny", "ALL : ALL\n"),
        ];

        GrantsProof.Holds(files, mended, (_, _, before) => before).Should().BeFalse();
        GrantsProof.Holds(files, files, (_, _, before) => before).Should().BeTrue();
    }

    [Fact]
    public void Where_options_decide_hosts_files_are_left_alone() =>
        Mend(
            (RulesetKind.HostsAllow, "portmap : 10.0.0.0/8 : deny\n"),
            (RulesetKind.HostsDeny, "ALL : ALL\n")
        )
            .Mends.Should()
            .BeEmpty();

    private static Proposal Proposal(MendedText text, MendedPackets packets) =>
        new(
            new Hardening.Analysis.Finding(
                "a-finding",
                Hardening.Analysis.Severity.Note,
                null,
                null,
                "",
                null
            ),
            new Dictionary<string, MendedText> { ["rules.v4"] = text },
            "",
            packets
        );

    private static IReadOnlyList<RulesetFile> Files(string rules) =>
        [new RulesetFile(RulesetKind.Iptables, "rules.v4", $"*filter\n{rules}COMMIT\n")];

    private static MendedRules Mend(string rules) => Mender.Mend(Files(rules));

    private static MendedRules Mend(params IEnumerable<(RulesetKind Kind, string Text)> texts) =>
        Mender.Mend([.. texts.Select(one => new RulesetFile(one.Kind, one.Kind.Text(), one.Text))]);
}
