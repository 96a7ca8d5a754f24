using Hardening;
using Hardening.Addresses;

namespace HardeningLab.Topologies;

/// <summary>The addresses that a client's programs send from unless they are told another one.</summary>
internal static class UsualSources
{
    /// <summary>One of each family in which the client reaches the target, IPv4 first.</summary>
    /// <param name="network">The client's network.</param>
    /// <param name="networks">All networks: who has a network of his own does not ask from another.</param>
    internal static IEnumerable<Address> Of(Network network, EquatableArray<Network> networks)
    {
        foreach (
            var prefix in network.Plays.Where(prefix => network.Target(prefix.Family) is not null)
        )
        {
            yield return prefix.Length > 0
                ? Inside(prefix, network)
                : Outsider(prefix.Family, networks);
        }
    }

    /// <summary>The first without a network of his own; where each has one, they are all as good.</summary>
    private static Address Outsider(IpFamily family, EquatableArray<Network> networks) =>
        TopologyPlan
            .Outsiders.Where(outsider => outsider.Family == family)
            .OrderBy(outsider => HasNetwork(outsider, networks))
            .First();

    /// <summary>The address in the middle, or the next one that a host can own and the target does not.</summary>
    private static Address Inside(Prefix prefix, Network network)
    {
        var middle = TopologyPlan.Middle(prefix);
        var usual = middle == network.Target(prefix.Family) ? middle.Next : middle;
        return
            usual is { } own && HostAddresses.AtOrBelow(own) is { } owned && prefix.Contains(owned)
            ? owned
            // A prefix without any such address gets no network.
            : HostAddresses.AtOrAbove(prefix.First)!.Value;
    }

    private static bool HasNetwork(Address address, EquatableArray<Network> networks) =>
        networks.Any(network =>
            network.Plays.Any(prefix => prefix.Length > 0 && prefix.Contains(address))
        );
}
