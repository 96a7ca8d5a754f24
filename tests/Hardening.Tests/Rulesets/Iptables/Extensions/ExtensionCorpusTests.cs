using Hardening.Addresses;
using Hardening.Analysis.Linting;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Tests.Rulesets.Iptables.Extensions;

/// <summary>The rules that iptables itself is tested with.</summary>
public sealed class ExtensionCorpusTests
{
    /// <summary>Refused for what is on the host: a set, a label of connlabel.conf, an accounting object. Lint names it.</summary>
    private static readonly string[] OfTheHost =
    [
        "libxt_SET.t:3",
        "libxt_connlabel.t:7",
        "libxt_nfacct.t:8",
        "libxt_set.t:4",
    ];

    [Fact]
    public void Rules_that_iptables_takes_are_taken_and_printed_as_it_does()
    {
        var taken = Tests().Where(test => test.IsAccepted).ToList();
        var wrong =
            from test in taken
            let read = Read(test, test.Rule)
            where read.Faults.Count > 0 || read.Texts[0] != test.Saved
            select $"{test.Where} {test.Family} {test.Chain}: {test.Rule} => {Shown(read)}";
        string.Join('\n', wrong).Should().BeEmpty();
        Lines(taken).Should().Be(766);
        taken.Count.Should().Be(3519);
    }

    [Fact]
    public void What_iptables_save_prints_is_printed_alike()
    {
        var wrong =
            from test in Tests()
            where test.IsAccepted
            where Read(test, test.Saved).Texts is not [var again] || again != test.Saved
            select $"{test.Where} {test.Saved}";
        string.Join('\n', wrong).Should().BeEmpty();
    }

    [Fact]
    public void Rules_that_iptables_refuses_are_refused()
    {
        var refused = Tests().Where(test => !test.IsAccepted).ToList();
        var taken = refused.Where(test => Read(test, test.Rule).Faults.Count == 0);
        taken.Select(test => test.Where).Distinct().Should().Equal(OfTheHost);
        taken.Where(test => !IsNamedByLint(test)).Should().BeEmpty();
        Lines(refused).Should().Be(288);
        refused.Count.Should().Be(1346);
    }

    private static bool IsNamedByLint(ExtensionTest test) =>
        Linter
            .Lint([
                new RulesetFile(
                    test.Family == IpFamily.IPv4 ? RulesetKind.Iptables : RulesetKind.Ip6tables,
                    "t",
                    $"*{test.Table}\n:{test.Chain} ACCEPT [0:0]\n-A {test.Chain} {test.Rule}\nCOMMIT\n"
                ),
            ])
            .Any(finding => finding.Id is "set-missing" or "object-missing");

    private static string Shown(RuleSpecification read) =>
        read.Faults is [var fault, ..] ? fault.Message : read.Texts[0];

    private static int Lines(IEnumerable<ExtensionTest> tests) =>
        tests.Select(test => test.Where).Distinct().Count();

    private static List<ExtensionTest> Tests()
    {
        var files = Corpus
            .Files("iptables/extensions", "*.t")
            .Where(path =>
                Path.GetFileName(path) is var name
                && !name.StartsWith("libarpt", StringComparison.Ordinal)
                && !name.StartsWith("libebt", StringComparison.Ordinal)
            )
            .ToList();
        files.Should().HaveCount(123);
        return [.. files.SelectMany(ExtensionTest.Read)];
    }

    private static RuleSpecification Read(ExtensionTest test, string rule) =>
        RuleSpecification.Read(
            test.Family,
            test.Table,
            test.Chain,
            SaveText.Read("t", $"*t\n-A x {rule}\nCOMMIT\n").Sections[0].Find("x")![0].Rest(2)
        );
}
