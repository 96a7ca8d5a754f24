using Hardening.Rulesets;

namespace Hardening.Analysis.Linting;

/// <summary>What rules of iptables name and no text makes: accounting objects, and labels of connections by their names.</summary>
internal static class MissingObjects
{
    private static readonly string[] Options = ["--nfacct-name", "--label"];

    internal static IEnumerable<Finding> Find(RulesetFile file) =>
        from asked in IptablesWords.Behind(file, Options)
        where asked.Option != "--label" || !asked.Argument.All(char.IsAsciiDigit)
        let isLabel = asked.Option == "--label"
        select new Finding(
            "object-missing",
            Severity.Note,
            file.Name,
            asked.Line,
            isLabel
                ? $"the label {Quotation.Of(asked.Argument)} is a name of connlabel.conf, which Debian does not have: iptables refuses the rule where the host has none"
                : $"the accounting object {Quotation.Of(asked.Argument)} is none that a text makes: iptables refuses the rule where the host does not have it",
            isLabel
                ? "write the number of the label, or bring /etc/xtables/connlabel.conf to the host"
                : $"make it before the rules are loaded: nfacct add {asked.Argument}"
        );
}
