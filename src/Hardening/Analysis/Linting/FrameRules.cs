using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Ethernet;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Linting;

/// <summary>What is wrong with a text of ebtables-save or arptables-save before any frame comes.</summary>
internal static class FrameRules
{
    internal static IEnumerable<Finding> Find(RulesetFile file) =>
        from section in SaveText.ReadOfFrames(file.Name, file.Text).Sections
        from chain in section.Chains
        from rule in chain.Rules
        from fault in Specification(file.Kind, section.Table, chain.Name, rule.Rest(2)).Faults
        select new Finding(
            "refused-command",
            Severity.Error,
            file.Name,
            rule.Line,
            $"{file.Kind.Text()}-restore 1.8 refuses {Quotation.Of(rule.Text.Trim().ToString())}, and all of its table with it: {fault.Message}",
            $"write it as {file.Kind.Text()}(8) says"
        );

    private static RuleSpecification Specification(
        RulesetKind kind,
        string table,
        string chain,
        IReadOnlyList<string> words
    ) =>
        kind == RulesetKind.Ebtables
            ? EthernetSpecification.OfEbtables(table, chain, words)
            : EthernetSpecification.OfArptables(table, chain, words);
}
