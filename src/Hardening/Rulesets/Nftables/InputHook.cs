namespace Hardening.Rulesets.Nftables;

/// <summary>Makes a chain see the packets for this host: <c>type filter hook input priority filter - 10; policy accept;</c>.</summary>
/// <param name="Priority">Relative to <c>filter</c>, which is 0 and where iptables sits; lower comes first.</param>
public readonly record struct InputHook(int Priority);
