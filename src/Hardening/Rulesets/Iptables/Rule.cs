namespace Hardening.Rulesets.Iptables;

/// <summary>A rule: where all matches hold, the target decides.</summary>
/// <param name="Matches">In the order of the text; none matches every packet.</param>
/// <param name="Target">What happens then.</param>
public sealed record Rule(EquatableArray<Match> Matches, Target Target);
