using System.Text.RegularExpressions;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Printing;

namespace Hardening.Tests.Rulesets.Nftables;

/// <summary>nft's own tests of rules: what it accepts and how it lists that, and what it refuses.</summary>
public sealed partial class RuleCorpusTests
{
    private const string Scripts = "nftables/tests/py";

    [Fact]
    public void What_nft_accepts_is_accepted_and_listed_as_nft_lists_it()
    {
        var style = new PrintStyle(Stateless: true, NumericProtocols: true, ZoneOffset: 7200);
        var (all, faults) = Judge(
            isRefused: false,
            trial =>
            {
                if (trial.Evaluate() is not { } evaluated)
                {
                    return null;
                }
                var listed = DocumentPrinter.Print(
                    new RuleCanonicaliser(trial.Family).Canonical(evaluated),
                    style
                );
                return InOrder(listed) == InOrder(trial.Listed) ? null : listed;
            }
        );
        Text(faults).Should().BeEmpty();
        all.Should().Be(1848);
    }

    [Fact]
    public void What_nft_refuses_is_refused()
    {
        var (all, faults) = Judge(
            isRefused: true,
            trial =>
            {
                try
                {
                    trial.Evaluate();
                    return "accepted";
                }
                catch (InputException)
                {
                    return null;
                }
            }
        );
        faults.Should().BeEmpty();
        all.Should().Be(229);
    }

    private static string Text(Dictionary<string, string> faults) =>
        string.Join('\n', faults.Select(fault => $"{fault.Key}: {fault.Value}"));

    /// <summary>The number of lines, and those that a chain at least is against.</summary>
    private static (int All, Dictionary<string, string> Faults) Judge(
        bool isRefused,
        Func<RuleScript.Trial, string?> judge
    )
    {
        var faults = new Dictionary<string, string>();
        var all = new HashSet<string>();
        foreach (var file in Corpus.Files(Scripts, "*.t"))
        {
            foreach (var trial in RuleScript.Of(file).Where(one => one.IsRefused == isRefused))
            {
                var name = $"{Corpus.Name(Scripts, file)}:{trial.Line}";
                all.Add(name);
                string? fault;
                try
                {
                    fault = judge(trial);
                }
                catch (InputException exception)
                {
                    fault = exception.Message;
                }
                if (fault is not null)
                {
                    faults[name] = $"{trial.Family}: {trial.Rule} -> {fault}";
                }
            }
        }
        return (all.Count, faults);
    }

    /// <summary>The elements of sets are in no order, and the tests' blanks vary.</summary>
    internal static string InOrder(string rule) =>
        Blanks()
            .Replace(
                Braces()
                    .Replace(
                        rule,
                        match =>
                            "{ "
                            + string.Join(
                                ", ",
                                match
                                    .Groups[1]
                                    .Value.Split(',')
                                    .Select(element =>
                                        Colons()
                                            .Replace(
                                                Blanks()
                                                    .Replace(element.Trim(), " ")
                                                    .Replace(" - ", "-", StringComparison.Ordinal),
                                                " : "
                                            )
                                    )
                                    .Order(StringComparer.Ordinal)
                            )
                            + " }"
                    )
                    .Trim(),
                " "
            );

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\{(?<elements>[^{}]*)\}", RegexOptions.None, 1000)]
    private static partial Regex Braces();

    [GeneratedRegex(" ?: ?", RegexOptions.None, 1000)]
    private static partial Regex Colons();
}
