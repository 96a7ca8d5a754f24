namespace Hardening.Rulesets.Nftables;

/// <summary>A rule: where all matches hold, the verdict decides.</summary>
/// <param name="Matches">In the order of the text; none matches every packet.</param>
/// <param name="Verdict">What happens then.</param>
public sealed record Rule(EquatableArray<Match> Matches, Verdict Verdict);
