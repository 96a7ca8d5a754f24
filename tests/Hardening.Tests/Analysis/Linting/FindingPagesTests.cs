using Hardening.Analysis.Linting;
using Hardening.Tests.Policies;

namespace Hardening.Tests.Analysis.Linting;

public sealed class FindingPagesTests
{
    public static TheoryData<string> Ids => [.. Linter.Ids];

    [Fact]
    public void Every_id_has_a_page_and_every_page_an_id() =>
        FindingPage.Ids.Should().BeEquivalentTo(Linter.Ids);

    [Fact]
    public void The_analysis_lists_every_id_and_no_other() =>
        File.ReadLines(RepositoryFile.At("docs/analysis.md"))
            .Where(line => line.StartsWith("| [`", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split("[`").Skip(1))
            .Select(part => part[..part.IndexOf('`', StringComparison.Ordinal)])
            .Should()
            .BeEquivalentTo(Linter.Ids);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_shows_its_finding_with_the_packet_and_how_it_goes_away(string id)
    {
        var page = FindingPage.Read(id);
        var found = page.Example.Where(finding => finding.Id == id).ToList();

        found.Should().NotBeEmpty();
        page.Mended.Should().NotContain(finding => finding.Id == id);
        page.Text.Should().StartWith($"# {id}\n\nSeverity: ");
        page.Text.Split('\n')[2].Should().Contain(found[0].Severity.Word());
        page.Text.Should().Contain("## When it is no fault\n\n");
        if (found[0].Packet is { } packet)
        {
            page.Text.Should().Contain($"A packet that shows it: `{packet}`.");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_finding_is_one_plain_sentence_with_its_place(string id)
    {
        foreach (var finding in FindingPage.Read(id).Example.Where(one => one.Message.Length > 0))
        {
            Linter.Ids.Should().Contain(finding.Id);
            finding.Message.Should().NotContainAny("\n", "..", "  ").And.NotEndWith(".");
            (finding.Line is null || finding.File is not null).Should().BeTrue();
        }
    }
}
