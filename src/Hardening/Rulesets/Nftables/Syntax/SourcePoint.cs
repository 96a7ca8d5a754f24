namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>Where something stands in its text; <c>default</c> for what was never written.</summary>
/// <param name="Line">Line, one-based.</param>
/// <param name="Column">Column in characters, one-based.</param>
internal readonly record struct SourcePoint(int Line, int Column);
