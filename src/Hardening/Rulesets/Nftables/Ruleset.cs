namespace Hardening.Rulesets.Nftables;

/// <summary>A text for <c>nft -f</c>, which is one transaction.</summary>
/// <param name="Comments">The lines at the top, without their <c>#</c>.</param>
/// <param name="Statements">In order.</param>
public sealed record Ruleset(EquatableArray<string> Comments, EquatableArray<Statement> Statements);
