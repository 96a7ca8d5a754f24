using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Matrices;
using HardeningLab.Probes;

namespace HardeningLab.Tests.Matrices;

public class WrapperRemarksTests
{
    private static readonly Cell Open = Some.Cell(
        expected: Verdict.KeptOut,
        observed: Verdict.Allowed
    );

    private static readonly RulesetFile Named = new(
        RulesetKind.HostsAllow,
        "hosts.allow",
        "rpcbind : 192.168.1.0/24\n"
    );

    [Fact]
    public void Without_a_line_in_hosts_deny_access_is_granted() =>
        Of([Open], Named)
            .Should()
            .Equal(
                "hosts.allow:: the wrappers denied nobody, and 192.168.0.255 reached portmap: access is granted where neither file matches, and hosts.deny says nothing"
            );

    [Fact]
    public void A_line_for_another_name_of_the_service_is_shown() =>
        Of([Open], new RulesetFile(RulesetKind.HostsDeny, "hosts.deny", "\nportmap : ALL\n"))
            .Should()
            .Equal(
                "hosts.deny:2: the wrappers denied nobody, and 192.168.0.255 reached portmap: portmap asks under the name rpcbind, which this line does not name"
            );

    [Fact]
    public void Lines_that_merely_grant_too_much_are_not_explained_further() =>
        Of([Open], new RulesetFile(RulesetKind.HostsDeny, "hosts.deny", "rpcbind : 10.0.0.1\n"))
            .Should()
            .Equal(":: the wrappers denied nobody, and 192.168.0.255 reached portmap");

    [Theory]
    [InlineData(Verdict.KeptOut, Verdict.Dropped)]
    [InlineData(Verdict.KeptOut, Verdict.Denied)]
    [InlineData(Verdict.Allowed, Verdict.Allowed)]
    public void Where_nobody_came_through_nothing_is_said(Verdict expected, Verdict observed) =>
        Of([Some.Cell(expected: expected, observed: observed)], Named).Should().BeEmpty();

    [Fact]
    public void Once_somebody_is_denied_the_wrappers_have_an_effect() =>
        Of([Open, Some.Cell(expected: Verdict.KeptOut, observed: Verdict.Denied)], Named)
            .Should()
            .BeEmpty();

    [Theory]
    [InlineData(RulesetKind.HostsAllow, "so libwrap ignores it")]
    [InlineData(RulesetKind.HostsDeny, "so libwrap denies every daemon")]
    public void A_last_line_without_its_newline_is_told(RulesetKind kind, string effect) =>
        Of([], new RulesetFile(kind, "file", "sshd : ALL\nrpcbind : ALL"))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith($"file:2: the last line lacks its newline, {effect}");

    [Fact]
    public void Rules_of_a_firewall_alone_are_not_remarked_on() =>
        Of([Open], new RulesetFile(RulesetKind.Script, "rules.sh", "iptables -L"))
            .Should()
            .BeEmpty();

    private static IEnumerable<string> Of(Cell[] cells, params RulesetFile[] files) =>
        WrapperRemarks
            .Of([.. files], [Catalogue.Portmap], cells)
            .Select(finding => $"{finding.File}:{finding.Line}: {finding.Message}");
}
