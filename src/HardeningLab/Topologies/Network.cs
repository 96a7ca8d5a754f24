using Hardening;
using Hardening.Addresses;

namespace HardeningLab.Topologies;

/// <summary>One network of the lab: a link between the target and a client that plays every address it is given.</summary>
/// <param name="Name">The target's interface on it, such as <c>lan0</c>.</param>
/// <param name="TargetIPv4">The target's IPv4 address on it; null if nobody asks over IPv4 here.</param>
/// <param name="TargetIPv6">The target's IPv6 address on it; null if nobody asks over IPv6 here.</param>
/// <param name="ClientLinkLocal">
/// The client's link-local address. Each network has its own: the kernel sends the RST of a REJECT without naming a link
/// (net/ipv6/netfilter/nf_reject_ipv6.c), so to an address that two links have, it would leave by the wrong one.
/// </param>
/// <param name="Plays">The prefixes whose addresses the client may ask from.</param>
public sealed record Network(
    string Name,
    Address? TargetIPv4,
    Address? TargetIPv6,
    Address ClientLinkLocal,
    EquatableArray<Prefix> Plays
)
{
    /// <summary>The target's addresses on it, IPv4 first; link-local apart.</summary>
    internal IEnumerable<Address> TargetAddresses =>
        ((Address?[])[TargetIPv4, TargetIPv6]).OfType<Address>();

    /// <summary>The target's address of a family.</summary>
    public Address? Target(IpFamily family) => family == IpFamily.IPv4 ? TargetIPv4 : TargetIPv6;
}
