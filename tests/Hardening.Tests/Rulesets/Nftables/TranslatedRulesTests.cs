using System.Text.RegularExpressions;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Reading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Tests.Rulesets.Nftables;

/// <summary>What iptables-translate makes of iptables' extensions, by its own tests.</summary>
public sealed partial class TranslatedRulesTests
{
    private const string Extensions = "iptables/extensions";

    /// <summary>What nft 1.0.6 refuses too, but for the set that iptables-translate makes in a line of its own.</summary>
    private static readonly string[] Refused =
    [
        "libip6t_ah.txlate: add rule ip6 filter INPUT exthdr ah exists",
        "libip6t_rt.txlate: add rule ip6 filter INPUT rt seg-left != 0-4294967295",
        "libxt_DNAT.txlate: add rule ip6 nat prerouting meta l4proto tcp counter dnat to [fec0::1234-fec0::2000]:1-20",
        "libxt_esp.txlate: add rule ip6 filter INPUT exthdr esp exists",
        "libxt_sctp.txlate: add rule ip filter INPUT sctp chunk data missing sctp chunk init missing",
    ];

    [Fact]
    public void Every_rule_that_iptables_translate_writes_is_read_and_means_something()
    {
        var faults = new Dictionary<string, string>();
        var all = 0;
        foreach (var file in Corpus.Files(Extensions, "*.txlate"))
        {
            var sets = new List<TableItem>();
            foreach (var match in Commands().Matches(File.ReadAllText(file)).Cast<Match>())
            {
                all++;
                var written = match.Groups[1].Value;
                if (Fault(written, sets) is { } fault)
                {
                    faults[$"{Corpus.Name(Extensions, file)}: {written}"] = fault;
                }
            }
        }
        faults
            .Where(fault => !Refused.Any(fault.Key.StartsWith))
            .Select(fault => $"{fault.Key} -> {fault.Value}")
            .Should()
            .BeEmpty();
        faults.Should().HaveCount(Refused.Length);
        all.Should().Be(455);
    }

    /// <param name="written">The command.</param>
    /// <param name="sets">What commands before it made, to which those of this one are added.</param>
    private static string? Fault(string written, List<TableItem> sets)
    {
        try
        {
            var document = DocumentReader.Read("t", written + "\n");
            sets.AddRange(document.Commands.OfType<Command.OfItem>().Select(one => one.Item!));
            foreach (var rule in document.Commands.OfType<Command.OfRule>())
            {
                var scope = new TableScope("t", rule.Table.Family);
                sets.ForEach(scope.Declare);
                _ = new RuleEvaluator(scope, hook: null).Evaluate(rule.Rule!);
            }
            var printed = DocumentPrinter.Print(document);
            return DocumentPrinter.Print(DocumentReader.Read("t", printed)) == printed
                ? null
                : printed;
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }

    [GeneratedRegex("^nft '(?<text>[^']*)'", RegexOptions.Multiline, 1000)]
    private static partial Regex Commands();
}
