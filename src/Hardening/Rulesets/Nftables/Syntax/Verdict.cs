namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>What ends a rule (nft(8), VERDICT STATEMENTS).</summary>
/// <param name="Kind"><c>accept</c>, <c>drop</c>, <c>continue</c>, <c>return</c>, <c>jump</c>, <c>goto</c>, <c>queue</c> or <c>break</c>.</param>
/// <param name="Chain">Where jump and goto lead; null for a chain without a name.</param>
/// <param name="Block">The rules of a chain without a name: <c>jump { … }</c>.</param>
/// <param name="Point">Where it stands.</param>
internal sealed record Verdict(
    string Kind,
    string? Chain,
    EquatableArray<Rule>? Block,
    SourcePoint Point
);
