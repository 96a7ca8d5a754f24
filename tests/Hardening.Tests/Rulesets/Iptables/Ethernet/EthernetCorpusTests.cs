using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Ethernet;
using Hardening.Rulesets.Iptables.Extensions;
using Hardening.Tests.Rulesets.Iptables.Extensions;

namespace Hardening.Tests.Rulesets.Iptables.Ethernet;

/// <summary>The rules that ebtables and arptables themselves are tested with.</summary>
public sealed class EthernetCorpusTests
{
    private const string Ebtables = "libebt_*.t";
    private const string Arptables = "libarpt_*.t";

    [Theory]
    [InlineData(Ebtables, 226)]
    [InlineData(Arptables, 36)]
    public void Rules_that_the_tool_takes_are_taken_and_printed_as_it_does(string files, int forms)
    {
        var taken = Tests(files).Where(test => test.IsAccepted).ToList();
        var wrong =
            from test in taken
            let read = Read(test, test.Rule)
            where read.Texts is not [var text] || !IsSame(text, test.Saved)
            select $"{test.Where} {test.Chain}: {test.Rule} => {Shown(read)}";
        string.Join('\n', wrong).Should().BeEmpty();
        Lines(taken).Should().Be(forms);
    }

    [Theory]
    [InlineData(Ebtables)]
    [InlineData(Arptables)]
    public void What_the_tool_saves_is_printed_alike(string files)
    {
        var wrong =
            from test in Tests(files)
            where test.IsAccepted
            let read = Read(test, test.Saved)
            where read.Texts is not [var again] || !IsSame(again, test.Saved)
            select $"{test.Where} {test.Saved} => {Shown(read)}";
        string.Join('\n', wrong).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Ebtables, 45)]
    [InlineData(Arptables, 2)]
    public void Rules_that_the_tool_refuses_are_refused(string files, int forms)
    {
        var refused = Tests(files).Where(test => !test.IsAccepted).ToList();
        refused
            .Where(test => Read(test, test.Rule).Faults.Count == 0)
            .Select(test => $"{test.Where} {test.Chain}: {test.Rule}")
            .Should()
            .BeEmpty();
        Lines(refused).Should().Be(forms);
    }

    /// <summary>The tests of ebtables leave out what every rule without a target ends in.</summary>
    private static bool IsSame(string text, string saved) =>
        text == saved || text == $"{saved} -j CONTINUE";

    private static string Shown(RuleSpecification read) =>
        read.Faults is [var fault, ..] ? fault.Message : read.Texts[0];

    private static int Lines(IEnumerable<ExtensionTest> tests) =>
        tests.Select(test => test.Where).Distinct().Count();

    private static List<ExtensionTest> Tests(string files) =>
        [
            .. Corpus
                .Files("iptables/extensions", files)
                .SelectMany(ExtensionTest.Read)
                .DistinctBy(test => (test.Where, test.Chain)),
        ];

    private static RuleSpecification Read(ExtensionTest test, string rule)
    {
        var words = SaveText
            .Read("t", $"*t\n-A x {rule}\nCOMMIT\n")
            .Sections[0]
            .Find("x")![0]
            .Rest(2);
        return test.Where.StartsWith("libebt", StringComparison.Ordinal)
            ? EthernetSpecification.OfEbtables(test.Table, test.Chain, words)
            : EthernetSpecification.OfArptables(test.Table, test.Chain, words);
    }
}
