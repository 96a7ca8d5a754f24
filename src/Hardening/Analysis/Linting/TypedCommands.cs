using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Linting;

/// <summary>What is wrong with a script before any packet comes.</summary>
internal static class TypedCommands
{
    internal static IEnumerable<Finding> Find(RulesetFile script)
    {
        var commands = ScriptReader.Read(script.Name, script.Text);
        foreach (var command in commands)
        {
            if (Misplaced(command.Arguments) is { } option)
            {
                yield return new Finding(
                    "refused-command",
                    Severity.Error,
                    script.Name,
                    command.Line,
                    $"iptables 1.8 refuses {Quotation.Of(command.Text)}: `!` stands behind {option}, where it has not been taken since 1.4.3; read here as it was meant",
                    $"write `! {option}`"
                );
            }
            foreach (var fault in command.Faults.Where(fault => !fault.IsOldNegation))
            {
                yield return new Finding(
                    "refused-command",
                    fault.IsOfLegacy ? Severity.Warning : Severity.Error,
                    script.Name,
                    command.Line,
                    $"iptables{(fault.IsOfLegacy ? "-legacy" : "")} 1.8 refuses {Quotation.Of(command.Text)}: {fault.Message}",
                    "write it as iptables-extensions(8) says"
                );
            }
        }
        if (commands.Length > 0)
        {
            yield return new Finding(
                "not-persistent",
                Severity.Note,
                script.Name,
                null,
                "what is typed at a prompt is gone after a restart of the host, and so are these rules unless something runs this script at every boot",
                "save them where netfilter-persistent loads them from, or put them on the host with `hlab apply`"
            );
        }
    }

    /// <summary>The option that a <c>!</c> follows.</summary>
    private static string? Misplaced(EquatableArray<string> words)
    {
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (word.Length > 2 && word[0] == '-' && word[^1] == '!')
            {
                return word[..^1];
            }
            if (
                word.Length > 1
                && word[0] == '-'
                && index + 2 < words.Count
                && words[index + 1] == "!"
                && !words[index + 2].StartsWith('-')
            )
            {
                return word;
            }
        }
        return null;
    }
}
