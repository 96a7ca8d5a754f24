using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Where a rule stands and what its general options say, which its matches and target may need.</summary>
/// <param name="Family">The tool: iptables or ip6tables.</param>
/// <param name="Table">The table; null where it is not known.</param>
/// <param name="Chain">The chain; null where it is not known.</param>
internal sealed record RuleContext(IpFamily Family, string? Table, string? Chain)
{
    /// <summary>What <c>-p</c> says, as iptables-save prints it; empty for any protocol.</summary>
    public string ProtocolName { get; init; } = string.Empty;

    /// <summary>Whether a <c>!</c> stands before <c>-p</c>.</summary>
    public bool IsProtocolNegated { get; init; }

    /// <summary>The matches of the rule.</summary>
    public EquatableArray<ExtensionUse> Matches { get; init; }

    /// <summary>The built-in chain; null where the chain is one of somebody's own.</summary>
    public string? Hook =>
        Chain is "PREROUTING" or "INPUT" or "FORWARD" or "OUTPUT" or "POSTROUTING" ? Chain : null;
}
