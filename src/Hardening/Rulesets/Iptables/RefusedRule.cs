using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables;

/// <summary>A rule of iptables-save(8) text that iptables-restore(8) 1.8 refuses, and with it the whole section.</summary>
/// <param name="Line">Its line, one-based.</param>
/// <param name="Column">The column of the word at which it shows, one-based; behind the last word where something is missing.</param>
/// <param name="Text">The line.</param>
/// <param name="Fault">What is wrong.</param>
public sealed record RefusedRule(int Line, int Column, string Text, RuleFault Fault)
{
    /// <summary>Every rule of a text that is refused, in order.</summary>
    /// <param name="family">Whether iptables-restore or ip6tables-restore is meant.</param>
    /// <param name="text">The text.</param>
    public static IEnumerable<RefusedRule> In(IpFamily family, SaveText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shapes = new TakenShapes(family);
        return from section in text.Sections
            from rule in section.Commands
            where !shapes.Has(section.Table, rule) && !RuleBook.IsOfOther(family, rule)
            from refused in Of(family, section.Table, rule, shapes)
            select refused;
    }

    private static IEnumerable<RefusedRule> Of(
        IpFamily family,
        string table,
        SaveRule rule,
        TakenShapes shapes
    )
    {
        var words = rule.Words;
        var command = BookCommand.Parse(words);
        if (!command.HasRule)
        {
            yield break;
        }
        // The words of the rule stand behind the command, its chain and its number; only odd orders and joined words shift them.
        var shift = words.Count - command.Rest.Count;
        var faults = RuleSpecification.Read(family, table, command.Chain, command.Rest).Faults;
        if (faults.Count == 0)
        {
            shapes.Add();
        }
        foreach (var fault in faults)
        {
            var word = Math.Max(0, fault.Word + shift);
            yield return new RefusedRule(
                rule.Line,
                word < rule.Count ? rule.Column(word) : rule.Text.Length + 1,
                rule.Text.ToString(),
                fault
            );
        }
    }
}
