namespace Integration.Prove;

/// <summary>Rules that do what they should hold, whatever else could be said of them.</summary>
public sealed class SoundRulesTests
{
    [Theory]
    [InlineData("rules.v4", "rules.v6")]
    [InlineData("rules.sh")]
    [InlineData("rules.nft")]
    [InlineData("rules.json")]
    [InlineData("hosts.allow", "hosts.deny")]
    [InlineData("rules.v4", "rules.v6", "hosts.allow", "hosts.deny")]
    public async Task The_twins_of_the_broken_ones_hold(params string[] files) =>
        (await ProveAsync(files)).ShouldHold();

    [Theory]
    [InlineData("duplicate-and-unreachable.v4", "rejecting.v6")]
    [InlineData("stateful.v4", "rejecting.v6")]
    [InlineData("remarked.nft")]
    [InlineData("remarked.hosts.allow", "remarked.hosts.deny")]
    [InlineData("hosts.allow", "unterminated.hosts.deny")]
    public async Task What_violates_no_cell_does_not_make_them_fail(params string[] files)
    {
        var proved = await ProveAsync(files);

        proved.ShouldHold();
        proved.Document.Findings.Should().NotContain(finding => finding.Severity == "error");
    }

    [Fact]
    public async Task A_line_that_the_tool_refuses_makes_them_fail_though_every_cell_is_right()
    {
        var proved = await Testdata.ProveAsync("broken/needless-refused-line.sh");

        proved.Document.WrongCells.Should().BeEmpty();
        proved
            .Document.Findings.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Id = "refused-command",
                    Severity = "error",
                    File = Testdata.File("broken/needless-refused-line.sh"),
                    Line = 9,
                }
            );
        proved.ExitCode.Should().Be(1);
    }

    private static Task<Proved> ProveAsync(params string[] files) =>
        Testdata.ProveAsync(files.Select(file => $"sound/{file}"));
}
