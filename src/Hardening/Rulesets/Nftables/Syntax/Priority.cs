namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>A priority as it is written: a number, or a name with an offset.</summary>
/// <param name="Name"><c>raw</c>, <c>mangle</c>, <c>dstnat</c>, <c>filter</c>, <c>security</c>, <c>srcnat</c>, <c>out</c>, or null for a number.</param>
/// <param name="Offset">The number, or what is added to the name.</param>
internal sealed record Priority(string? Name, int Offset);
