using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>What the meaning of an argument hangs on besides its text.</summary>
/// <param name="Family">The family of the rule.</param>
/// <param name="IsNegated">Whether the option is negated.</param>
internal readonly record struct ArgumentContext(IpFamily Family, bool IsNegated);
