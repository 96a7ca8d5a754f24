namespace Integration.Prove;

/// <summary>Every fault shows in the cells that it gets wrong, and in no other.</summary>
public sealed class BrokenRulesTests
{
    private const string AlwaysSaidOfWrappersAlone = "wrappers-disclose";

    public static TheoryData<string> Faults { get; } = [.. BrokenRules.All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Broken_rules_fail_in_exactly_the_cells_that_they_should(string fault)
    {
        var broken = BrokenRules.All[fault];

        var proved = await Testdata.ProveAsync(broken.Files);

        var document = proved.Document;
        var should = document.Cells.Where(broken.IsWrong).Select(cell => cell.Name).ToHashSet();
        var does = document.WrongCells.Select(cell => cell.Name).ToHashSet();
        should.Should().NotBeEmpty();
        does.Except(should).Should().BeEmpty("these are right");
        should.Except(does).Should().BeEmpty("these are wrong");
        document.WrongCells.Should().OnlyContain(cell => cell.Observed == broken.Observed);
        document.Analysis!.Holds.Should().BeFalse("packets show that they are wrong");
        document
            .Findings.Except(document.Differences)
            .Select(finding => finding.Id)
            .Where(id => id != AlwaysSaidOfWrappersAlone)
            .Should()
            .Equal(broken.Findings);
        proved.ExitCode.Should().Be(1);
        document.Holds.Should().BeFalse();
    }
}
