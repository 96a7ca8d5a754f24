using Hardening.Addresses;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Tests.Rulesets.Iptables.Extensions;

/// <summary>Rules of iptables' translation tests, of dumps, of ufw and of ferm.</summary>
public sealed class ForeignRulesTests
{
    [Fact]
    public void Rules_that_iptables_translates_are_taken()
    {
        var commands = Commands("iptables/extensions", "*.txlate");
        Refused(commands).Should().BeEmpty();
        commands.Should().HaveCount(383);
    }

    // Many were written to test ferm alone: of matches that nobody has any more, or in tables that don't take them.
    [Fact]
    public void Commands_of_ferm_are_judged_and_what_is_taken_has_a_fixed_point()
    {
        var commands = Commands("ferm/test", "*.result");
        var read = commands.Select(Read).OfType<RuleSpecification>().ToList();
        read.Count(rule => rule.Texts.Count > 0).Should().Be(470);
        read.SelectMany(rule => rule.Texts)
            .Where(text => !IsFixed(IpFamily.IPv4, text) && !IsFixed(IpFamily.IPv6, text))
            .Should()
            .BeEmpty();
        commands.Should().HaveCount(588);
    }

    [Fact]
    public void Rules_of_ufw_are_taken_and_their_print_is_a_fixed_point()
    {
        var rules = Corpus
            .Files("ufw", "*")
            .SelectMany(path => File.ReadAllLines(path))
            .Where(line =>
                line.StartsWith("-A ", StringComparison.Ordinal)
                || line.StartsWith("-I ", StringComparison.Ordinal)
            )
            .ToList();
        var wrong = new List<string>();
        foreach (var rule in rules)
        {
            var family =
                rule.Contains("ufw6", StringComparison.Ordinal)
                || rule.Contains("icmpv6", StringComparison.Ordinal)
                    ? IpFamily.IPv6
                    : IpFamily.IPv4;
            var read = RuleSpecification.Read(family, null, null, Words(rule));
            wrong.AddRange(read.Faults.Select(fault => $"{rule}: {fault.Message}"));
            wrong.AddRange(
                read.Texts.Where(text => !IsFixed(family, text)).Select(text => $"{rule}: {text}")
            );
        }
        string.Join('\n', wrong.Distinct()).Should().BeEmpty();
        rules.Should().HaveCount(13_001);
    }

    [Fact]
    public void Rules_that_iptables_save_printed_are_printed_alike()
    {
        var wrong = new List<string>();
        foreach (var path in Corpus.Files("iptables/iptables", "*"))
        {
            var family = path.Contains("ip6tables", StringComparison.Ordinal)
                ? IpFamily.IPv6
                : IpFamily.IPv4;
            foreach (var section in SaveText.ReadAny(path, File.ReadAllText(path)).Sections)
            {
                foreach (var rule in section.Commands)
                {
                    var text = rule.Text[(rule.Column(1) + rule[1].Length)..].ToString().Trim();
                    var read = RuleSpecification.Read(
                        family,
                        section.Table,
                        rule.Chain,
                        rule.Rest(2)
                    );
                    if (read.Texts is not [var printed] || printed != text)
                    {
                        wrong.Add(
                            $"{Path.GetFileName(path)}:{rule.Line}: {text} => {(read.Faults.Count > 0 ? read.Faults[0].Message : read.Texts[0])}"
                        );
                    }
                }
            }
        }
        string.Join('\n', wrong).Should().BeEmpty();
    }

    private static List<string> Commands(string folder, string pattern) =>
        [
            .. Corpus
                .Files(folder, pattern)
                .SelectMany(File.ReadAllLines)
                .Select(line => line.Replace("-translate ", " ", StringComparison.Ordinal))
                .Where(line =>
                    line.StartsWith("iptables ", StringComparison.Ordinal)
                    || line.StartsWith("ip6tables ", StringComparison.Ordinal)
                ),
        ];

    private static string Refused(IEnumerable<string> commands) =>
        string.Join(
            '\n',
            from command in commands
            let fault = Read(command)?.Faults.FirstOrDefault(fault => !fault.IsOfKernel)
            where fault is not null
            select $"{command}: {fault.Message}"
        );

    /// <summary>Null for a command without a rule.</summary>
    private static RuleSpecification? Read(string command)
    {
        var words = RestoreWords.Split(command);
        var parsed = BookCommand.Parse([.. words.Skip(1)]);
        return parsed.Operation is 'A' or 'I' or 'D' or 'R'
            ? RuleSpecification.Read(
                words[0] == "iptables" ? IpFamily.IPv4 : IpFamily.IPv6,
                parsed.Table,
                parsed.Chain,
                parsed.Rest
            )
            : null;
    }

    private static bool IsFixed(IpFamily family, string text) =>
        RuleSpecification.Read(family, null, null, Words($"-A x {text}")).Texts is [var again]
        && again == text;

    private static EquatableArray<string> Words(string rule) =>
        SaveText.Read("r", $"*t\n{rule}\nCOMMIT\n").Sections[0].Commands.Single().Rest(2);
}
