using Hardening.Analysis.Semantics;
using Hardening.Rulesets;

namespace Hardening.Analysis.Linting;

/// <summary>Rules and chains as messages name them.</summary>
internal static class RuleNaming
{
    private const int MostNamed = 3;

    /// <summary>Some rules of a chain: <c>line 3 ("-A INPUT -j DROP")</c>, and how many more.</summary>
    internal static string Of(IReadOnlyCollection<RuleCoverage> rules) =>
        string.Join(", ", rules.Take(MostNamed).Select(rule => Of(rule.Rule.Place)))
        + (
            rules.Count > MostNamed
                ? FormattableString.Invariant($" and {rules.Count - MostNamed} more")
                : ""
        );

    internal static string Of(RulePlace place) =>
        place.Line > 0
            ? FormattableString.Invariant($"line {place.Line} ({Quotation.Of(place.Text)})")
            : Quotation.Of(place.Text);

    /// <summary>As iptables writes it, whatever the format: <c>ACCEPT</c>.</summary>
    internal static string Of(Verdict verdict) => verdict.GetType().Name.ToUpperInvariant();
}
