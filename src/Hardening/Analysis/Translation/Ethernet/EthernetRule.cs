using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

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
    /// <summary>What is of one family alone in such a rule says so itself.</summary>
    internal RuleContext Context => new(IpFamily.IPv4, section.Table, rule.Chain);

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
            "QUEUE" => [new Step.Decide(new Verdict.HandedOn(Stateful.Queue(name, Place)))],
            _ => throw Refused(
                2 + Words.AsSpan().IndexOf(name),
                $"found {Quotation.Of(name)}, expected a target or a chain of the table {section.Table}"
            ),
        };

    /// <summary>What the rule asks besides its matches. What it says is known to the reader from then on.</summary>
    /// <param name="reader">Reads the words of this rule.</param>
    /// <param name="translate">What an option that every rule can have asks, by its letter and its text.</param>
    /// <exception cref="InputException">The tool refuses the rule.</exception>
    internal IEnumerable<Condition> Read(
        SpecificationReader reader,
        Func<char, string, Condition> translate
    )
    {
        if (reader.Read().Faults is [var fault, ..])
        {
            throw Refused(2 + fault.Word, fault.Message);
        }
        return reader
            .General.Where(setting => setting.Key != 'j')
            .Select(setting =>
                translate(setting.Key, setting.Value.Text).NegatedIf(setting.Value.IsNegated)
            );
    }

    /// <summary>A word of the rule that the tool would not take.</summary>
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
