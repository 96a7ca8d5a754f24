namespace Hardening.Rulesets.Nftables;

/// <summary>Where packets enter a chain by themselves: <c>type filter hook input priority filter - 10; policy accept;</c>.</summary>
/// <param name="Name"><c>input</c>, packets for this host, or <c>forward</c>, packets that it passes on.</param>
/// <param name="Priority">Relative to <c>filter</c>, which is 0 and where iptables sits; lower comes first.</param>
public readonly record struct Hook(string Name, int Priority);
