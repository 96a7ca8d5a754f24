using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>A user-defined chain of iptables with its rules.</summary>
internal sealed record RuleChain(string Name, EquatableArray<Rule> Rules);
