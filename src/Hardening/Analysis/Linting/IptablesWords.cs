using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Linting;

/// <summary>The words of rules of iptables, whether they are saved or typed.</summary>
internal static class IptablesWords
{
    /// <summary>What stands behind some options, with its line from 1; nothing of other kinds of texts.</summary>
    /// <param name="file">The text.</param>
    /// <param name="options">The options, such as <c>--match-set</c>.</param>
    internal static IEnumerable<(int Line, string Option, string Argument)> Behind(
        RulesetFile file,
        string[] options
    ) =>
        from rule in RulesOf(file, options)
        from index in Enumerable.Range(0, Math.Max(0, rule.Words.Count - 1))
        where options.Contains(rule.Words[index])
        select (rule.Line, rule.Words[index], rule.Words[index + 1]);

    private static IEnumerable<(int Line, EquatableArray<string> Words)> RulesOf(
        RulesetFile file,
        string[] options
    ) =>
        file.Kind switch
        {
            // Most texts have none of them, and a million lines.
            RulesetKind.Iptables
            or RulesetKind.Ip6tables
                when options.Any(option => file.Text.Contains(option, StringComparison.Ordinal)) =>
                file
                    .Text.Split('\n')
                    .Index()
                    .Where(line =>
                        options.Any(option => line.Item.Contains(option, StringComparison.Ordinal))
                    )
                    .Select(line => (line.Index + 1, RestoreWords.Split(line.Item.Trim()))),
            RulesetKind.Script => ScriptReader
                .Read(file.Name, file.Text)
                .Select(command => (command.Line, command.Arguments)),
            _ => [],
        };
}
