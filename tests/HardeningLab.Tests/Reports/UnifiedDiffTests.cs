using Hardening;
using Hardening.Changes;
using HardeningLab.Reports;

namespace HardeningLab.Tests.Reports;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Lines_that_stay_are_shown_around_those_that_change() =>
        Of(["a", "b", "c", "d", "e", "f"], ["a", "b", "c", "d", "X", "f", "g"])
            .Should()
            .Equal(
                "--- before: hosts.deny",
                "+++ after: hosts.deny",
                "@@ -2,5 +2,6 @@",
                " b",
                " c",
                " d",
                "-e",
                "+X",
                " f",
                "+g"
            );

    [Fact]
    public void What_was_not_there_comes_whole() =>
        Of([], ["a", "b"])
            .Should()
            .Equal(
                "--- before: hosts.deny",
                "+++ after: hosts.deny",
                "@@ -0,0 +1,2 @@",
                "+a",
                "+b"
            );

    [Fact]
    public void What_stays_has_no_lines() => Of(["a"], ["a"]).Should().BeEmpty();

    [Fact]
    public void Long_texts_are_shown_whole_and_at_once()
    {
        var before = Enumerable.Range(0, 50_000).Select(line => $"before {line}").ToArray();
        var after = Enumerable.Range(0, 50_000).Select(line => $"after {line}").ToArray();

        Of(before, after).Should().HaveCount(100_003);
    }

    private static IEnumerable<string> Of(string[] before, string[] after) =>
        UnifiedDiff.Of(
            new PartChange(PartName.HostsDeny, before.ToEquatableArray(), after.ToEquatableArray())
        );
}
