using Hardening.Addresses;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Linting;

/// <summary>What is wrong with a text of iptables-save before any packet comes.</summary>
internal static class SavedRules
{
    internal static IEnumerable<Finding> Find(RulesetFile file)
    {
        var family = file.Kind == RulesetKind.Ip6tables ? IpFamily.IPv6 : IpFamily.IPv4;
        var tool = family == IpFamily.IPv6 ? "ip6tables" : "iptables";
        return from refused in RefusedRule.In(family, SaveText.Read(file.Name, file.Text))
            let isOfLegacy = refused.Fault.IsOfLegacy
            select new Finding(
                "refused-command",
                isOfLegacy ? Severity.Warning : Severity.Error,
                file.Name,
                refused.Line,
                $"{tool}{(isOfLegacy ? "-legacy" : "")}-restore 1.8 refuses {Quotation.Of(refused.Text.Trim())}, and all of its table with it: "
                    + (
                        refused.Fault.IsOldNegation
                            ? "`!` stands behind its option, where it has not been taken since 1.4.3; read here as it was meant"
                            : refused.Fault.Message
                    ),
                refused.Fault.IsOldNegation
                    ? "put the `!` before the option"
                    : "write it as iptables-extensions(8) says"
            );
    }
}
