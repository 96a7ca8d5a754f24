namespace Integration.Prove;

/// <summary>Rules that ask a set of ipset, with the set that its own tool makes.</summary>
public sealed class SetsTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("hlab-test-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task What_a_set_leaves_out_is_found_by_the_analysis_and_shown_by_packets()
    {
        Assert.SkipUnless(RandomSets.AreHere, "ipset is missing: apt-get install ipset");
        var sets = await WriteAsync(
            "sets.ipset",
            """
            create lan hash:net family inet
            add lan 192.168.1.0/24
            add lan 192.168.1.77 nomatch

            """
        );
        var rules = await WriteAsync(
            "rules.v4",
            """
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m set --match-set lan src -j ACCEPT
            -A INPUT -j DROP
            COMMIT

            """
        );

        var proved = await Proved.ByAsync([Testdata.Lan, "--rules", sets, rules]);

        var document = proved.Document;
        document
            .WrongCells.Where(cell => cell.Family == "ipv4")
            .Select(cell => $"{cell.Source} {cell.Role} {cell.Transport} {cell.Observed}")
            .Should()
            .Equal("192.168.1.77 edge tcp dropped", "192.168.1.77 edge udp dropped");
        document
            .Findings.Where(finding => finding.Id == "kept-out")
            .Should()
            .HaveCount(2)
            .And.OnlyContain(finding => finding.Message.Contains("192.168.1.77"));
        document.Findings.Should().NotContain(finding => finding.Id == "analysis-disagrees");
    }

    [Fact]
    public async Task A_set_that_ipset_refuses_is_told_with_its_reason()
    {
        Assert.SkipUnless(RandomSets.AreHere, "ipset is missing: apt-get install ipset");
        var sets = await WriteAsync(
            "sets.ipset",
            "create lan hash:net family inet\nadd lan 192.168.1.0/24\nadd lan 192.168.1.0/24\n"
        );

        var proved = await Proved.ByAsync([Testdata.Lan, "--rules", sets]);

        proved.ExitCode.Should().Be(1);
        proved
            .Document.Findings.Should()
            .Contain(finding =>
                finding.Id == "refused-ruleset" && finding.Message.Contains("already added")
            );
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Join(directory.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
