using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Ethernet;

/// <summary>A rule of a text of ebtables-save or arptables-save, and what it can refer to.</summary>
/// <param name="file">The text's name.</param>
/// <param name="section">Its table.</param>
/// <param name="rule">The rule.</param>
/// <param name="chains">The names of the table's chains.</param>
internal sealed class EthernetRule(
    string file,
    SaveSection section,
    SaveRule rule,
    IReadOnlySet<string> chains
)
{
    internal string Table => section.Table;

    internal string Chain => rule.Chain;

    /// <summary>What stands behind the chain.</summary>
    internal EquatableArray<string> Words => rule.Rest(2);

    internal RulePlace Place => new(file, rule.Line, rule.Text.Trim().ToString());

    /// <summary>What a target that is no extension does.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InputException">It is no chain of the table.</exception>
    internal IEnumerable<Step> Decided(string name) =>
        name switch
        {
            "ACCEPT" => [new Step.Decide(new Verdict.Accept())],
            "DROP" => [new Step.Decide(new Verdict.Drop())],
            "RETURN" => [new Step.Decide(new Verdict.Return())],
            "CONTINUE" => [],
            _ when chains.Contains(name) => [new Step.Decide(new Verdict.Jump(name))],
            "QUEUE" => [new Step.Decide(new Verdict.HandedOn(name))],
            _ => throw Refused(
                2 + Words.AsSpan().IndexOf(name),
                $"found {Quotation.Of(name)}, expected a target or a chain of the table {section.Table}"
            ),
        };

    /// <summary>The rule with all its faults, for the tool would not take it.</summary>
    /// <param name="word">Index of the word at which it shows, the command being the first.</param>
    /// <param name="message">What is wrong.</param>
    internal InputException Refused(int word, string message) =>
        new(
            new InputError(
                file,
                rule.Line,
                word < rule.Count ? rule.Column(word) : rule.Text.Length + 1,
                message
            )
        );
}
