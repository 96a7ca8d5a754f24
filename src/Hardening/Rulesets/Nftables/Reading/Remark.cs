namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>What stands behind <c>#</c>.</summary>
/// <param name="Text">Without the sign.</param>
/// <param name="Line">Line, one-based.</param>
internal sealed record Remark(string Text, int Line);
