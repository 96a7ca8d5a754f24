using Hardening.Addresses;

namespace Hardening.Rulesets.Nftables;

/// <summary>A named set of addresses: <c>type ipv4_addr; flags interval</c>.</summary>
/// <param name="Name">Unique in its table.</param>
/// <param name="Family">The family of its addresses.</param>
/// <param name="Elements">Disjoint.</param>
public sealed record IntervalSet(
    string Name,
    IpFamily Family,
    EquatableArray<AddressRange> Elements
);
