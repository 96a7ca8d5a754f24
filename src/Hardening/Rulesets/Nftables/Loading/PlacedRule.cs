using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Loading;

/// <summary>A rule and where it was written.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="File">The text's name.</param>
internal sealed record PlacedRule(Rule Rule, string File)
{
    internal RulePlace Place => new(File, Rule.Point.Line, Rule.Text);
}
