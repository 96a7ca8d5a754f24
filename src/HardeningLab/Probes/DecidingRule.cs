namespace HardeningLab.Probes;

/// <summary>The rule that decided a packet's fate.</summary>
/// <param name="Table">Family and table, such as <c>ip filter</c>, <c>ip6 filter</c>, <c>inet hardeninglab</c>.</param>
/// <param name="Chain">The chain, as the tool prints it.</param>
/// <param name="Text">The rule, as the tool prints it; for a base chain's own verdict, its policy.</param>
/// <param name="File">The file that it came from, as the user named it, if known.</param>
/// <param name="Line">Its line there, one-based, if known.</param>
public sealed record DecidingRule(string Table, string Chain, string Text, string? File, int? Line);
