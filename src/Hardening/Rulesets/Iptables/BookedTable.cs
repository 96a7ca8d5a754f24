using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>A table as the texts that were followed have left it.</summary>
/// <param name="Family">The family.</param>
/// <param name="Name">Its name, such as <c>filter</c>.</param>
/// <param name="Chains">Its chains.</param>
public sealed record BookedTable(IpFamily Family, string Name, EquatableArray<BookedChain> Chains);
