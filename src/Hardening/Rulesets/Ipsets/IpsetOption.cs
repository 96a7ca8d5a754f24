namespace Hardening.Rulesets.Ipsets;

/// <summary>An option of a set or of an entry.</summary>
/// <param name="Name">Such as <c>timeout</c> or <c>nomatch</c>.</param>
/// <param name="Value">What stands behind it, without quotes; empty for an option that takes nothing.</param>
public readonly record struct IpsetOption(string Name, string Value);
