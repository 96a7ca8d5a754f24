namespace Integration.Prove;

/// <summary>The files of lab/examples come to what their README says.</summary>
public sealed class ExamplesTests
{
    [Fact]
    public async Task The_how_to_leaves_portmap_open_to_everybody()
    {
        var proved = await ProveAsync("howto/rules.sh", "howto/hosts.allow");

        proved.ExitCode.Should().Be(1);
        proved.Document.Cells.Should().OnlyContain(cell => cell.Observed == "allowed");
        proved
            .Document.WrongCells.Select(cell => (cell.Family, cell.Transport))
            .Distinct()
            .Should()
            .BeEquivalentTo([("ipv4", "tcp"), ("ipv4", "udp"), ("ipv6", "tcp"), ("ipv6", "udp")]);
    }

    [Fact]
    public async Task The_how_to_has_two_lines_that_iptables_refuses_and_wrappers_without_effect()
    {
        var document = (await ProveAsync("howto/rules.sh", "howto/hosts.allow")).Document;
        var findings = document.Findings.Except(document.Differences).ToList();

        findings
            .Where(finding => finding.Severity == "error")
            .Select(finding => (finding.Id, finding.File, finding.Line))
            .Should()
            .Equal(
                ("refused-command", "lab/examples/howto/rules.sh", 3),
                ("refused-command", "lab/examples/howto/rules.sh", 4)
            );
        findings.Take(2).Should().OnlyContain(finding => finding.Message.Contains("Bad argument"));
        findings
            .Where(finding => finding.Severity != "error")
            .Select(finding => (finding.Id, finding.File, finding.Line))
            .Should()
            .Equal(
                ("wrappers-without-effect", "lab/examples/howto/hosts.allow", 3),
                ("wrappers-without-effect", "lab/examples/howto/hosts.allow", null)
            );
    }

    [Fact]
    public async Task The_how_to_with_its_syntax_mended_cuts_loopback_off_and_leaves_ipv6_open()
    {
        var proved = await ProveAsync("howto/rules-modern.sh");

        proved.ExitCode.Should().Be(1);
        proved
            .Document.Findings.Select(finding => (finding.Id, finding.Line))
            .Should()
            .Equal(
                ("loopback-kept-out", 4),
                ("loopback-kept-out", 3),
                ("let-in", null),
                ("let-in", null)
            );
        proved
            .Document.Cells.Where(cell => cell is { Role: "loopback", Family: "ipv4" })
            .Should()
            .OnlyContain(cell => cell.Observed == "dropped")
            .And.Contain(cell => cell.Transport == "tcp")
            .And.Contain(cell => cell.Transport == "udp");
        proved
            .Document.Cells.Where(cell => cell.Family == "ipv6")
            .Should()
            .OnlyContain(cell => cell.Observed == "allowed");
        proved
            .Document.Cells.Where(cell => cell is { IsOnWire: true, Family: "ipv4" })
            .Should()
            .OnlyContain(cell => cell.Ok);
    }

    [Theory]
    [InlineData("iptables/rules.v4", "iptables/rules.v6")]
    [InlineData("nftables/portmap.nft")]
    [InlineData("tcp-wrappers/hosts.allow", "tcp-wrappers/hosts.deny")]
    public async Task The_right_ones_hold(params string[] files) =>
        (await ProveAsync(files)).ShouldHold();

    private static Task<Proved> ProveAsync(params string[] files) =>
        Proved.ByAsync(["--rules", .. files.Select(file => $"lab/examples/{file}")]);
}
