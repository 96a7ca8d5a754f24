using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Matrices;
using HardeningLab.Probes;

namespace HardeningLab.Tests.Matrices;

public class AgreementTests
{
    [Theory]
    [InlineData("-A INPUT -s 192.168.0.255 -j DROP", Verdict.Dropped)]
    [InlineData("-A INPUT -s 192.168.0.255 -j REJECT", Verdict.Rejected)]
    [InlineData("-A INPUT -s 192.168.0.254 -j DROP", Verdict.Allowed)]
    [InlineData("-A INPUT -s 192.168.0.254 -j DROP", Verdict.Denied)]
    public void What_packets_showed_and_the_rules_say_agrees(string rule, Verdict observed) =>
        Of(Some.Cell(observed: observed), rule).Should().Be((string.Empty, 1));

    [Theory]
    [InlineData("-A INPUT -i lan1 -p udp --dport 111 -j DROP", Verdict.Allowed, "is stopped")]
    [InlineData("-A INPUT -i lan1 -p udp --dport 111 -j DROP", Verdict.Denied, "is stopped")]
    [InlineData("-A INPUT -i lan2 -p udp --dport 111 -j DROP", Verdict.Dropped, "comes through")]
    [InlineData("-A INPUT -p tcp --dport 111 -j DROP", Verdict.Rejected, "comes through")]
    public void A_disagreement_is_a_finding(string rule, Verdict observed, string outlook) =>
        Of(Some.Cell(observed: observed), rule)
            .Should()
            .Be(
                (
                    $"192.168.0.255/portmap/udp/v2.dump at 192.168.1.1 by lan1: packets were {observed.Text()}, and by the analysis of the same rules the call {outlook}; one of them is wrong, which is a fault of hlab",
                    1
                )
            );

    [Fact]
    public void A_connection_whose_later_packets_are_stopped_is_stopped() =>
        Of(
                Some.Cell(transport: Transport.Tcp, observed: Verdict.Dropped),
                "-A INPUT -m conntrack --ctstate ESTABLISHED -j DROP"
            )
            .Should()
            .Be((string.Empty, 1));

    [Fact]
    public void On_loopback_the_answer_comes_in_as_well() =>
        Of(
                Some.Cell(source: "127.0.0.1", via: "lo", observed: Verdict.Dropped),
                "-A INPUT -p udp --sport 111 -j DROP"
            )
            .Should()
            .Be((string.Empty, 1));

    [Theory]
    [InlineData(873, Verdict.Dropped)]
    [InlineData(8730, Verdict.Allowed)]
    public void Of_a_service_with_several_ports_the_one_that_was_asked_counts(
        int port,
        Verdict observed
    ) =>
        Of(
                Some.Cell(version: null, observed: observed) with
                {
                    Port = port,
                },
                "-A INPUT -p udp --dport 873 -j DROP"
            )
            .Should()
            .Be((string.Empty, 1));

    [Theory]
    [InlineData(40000, Verdict.Dropped)]
    [InlineData(40001, Verdict.Allowed)]
    public void A_call_from_a_port_that_is_known_leaves_less_open(int port, Verdict observed) =>
        Of(
                Some.Cell(observed: observed) with
                {
                    SourcePort = port,
                },
                "-A INPUT -p udp --sport 40000 -j DROP"
            )
            .Should()
            .Be((string.Empty, 1));

    [Theory]
    [InlineData("-A INPUT -m limit --limit 1/min -j DROP")]
    [InlineData("-A INPUT -p udp --sport 40000 -j DROP")]
    [InlineData("-A INPUT -m length --length 0:70 -j DROP")]
    [InlineData("-A OUTPUT -j ACCEPT")]
    [InlineData("-A INPUT -j NO-SUCH-TARGET")]
    public void What_a_call_leaves_open_is_not_compared(string rule) =>
        Of(Some.Cell(observed: Verdict.Allowed), rule).Should().Be((string.Empty, 0));

    [Theory]
    [InlineData(Verdict.Error)]
    [InlineData(Verdict.Inconclusive)]
    [InlineData(Verdict.Closed)]
    public void What_packets_did_not_show_is_not_compared(Verdict observed) =>
        Of(Some.Cell(observed: observed), "-A INPUT -j DROP").Should().Be((string.Empty, 0));

    [Theory]
    [InlineData("192.168.0.", Verdict.Allowed)]
    [InlineData("192.168.1.", Verdict.Denied)]
    public void What_the_wrappers_grant_is_compared_too(string granted, Verdict observed) =>
        OfWrappers(granted, observed).Should().Be((string.Empty, 2));

    [Theory]
    [InlineData("192.168.0.", Verdict.Denied, "granted")]
    [InlineData("192.168.1.", Verdict.Allowed, "denied")]
    public void A_disagreement_about_the_wrappers_is_a_finding(
        string granted,
        Verdict observed,
        string outlook
    ) =>
        OfWrappers(granted, observed)
            .Should()
            .Be(
                (
                    $"192.168.0.255/portmap/udp/v2.dump at 192.168.1.1 by lan1: packets were {observed.Text()}, and by the analysis of the same hosts.allow and hosts.deny the call is {outlook}; one of them is wrong, which is a fault of hlab",
                    2
                )
            );

    [Theory]
    [InlineData(".example.com", Verdict.Allowed, 1)]
    [InlineData("192.168.1.", Verdict.Dropped, 1)]
    public void What_only_the_network_knows_or_never_came_to_the_wrappers_is_not_compared(
        string granted,
        Verdict observed,
        int compared
    ) => OfWrappers(granted, observed).Compared.Should().Be(compared);

    private static (string Disagreements, int Compared) OfWrappers(
        string granted,
        Verdict observed
    ) =>
        Of(
            Some.Cell(observed: observed),
            [
                new RulesetFile(RulesetKind.HostsAllow, "hosts.allow", $"rpcbind : {granted}\n"),
                new RulesetFile(RulesetKind.HostsDeny, "hosts.deny", "ALL : ALL\n"),
            ]
        );

    private static (string Disagreements, int Compared) Of(Cell cell, string rule)
    {
        var rules = new RulesetFile(
            RulesetKind.Iptables,
            "rules.v4",
            $"*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n{rule}\nCOMMIT\n"
        );
        return Of(cell, [rules]);
    }

    private static (string Disagreements, int Compared) Of(
        Cell cell,
        IReadOnlyCollection<RulesetFile> rules
    )
    {
        var (disagreements, compared) = Agreement.Of(rules, [Catalogue.Portmap], [cell]);
        return (string.Join('\n', disagreements.Select(finding => finding.Message)), compared);
    }
}
