using Hardening.Addresses;

namespace HardeningLab.Topologies;

/// <summary>Sources beside those that a policy itself suggests.</summary>
internal static class AddedSources
{
    /// <summary>How many addresses a service gets more, of each family.</summary>
    internal const int Most = 64;

    /// <summary>The same topology with more sources in the role <see cref="Role.Edge"/>, without those that ask already or that no host can have.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="edges">The addresses, by the name of the service that they are to ask for.</param>
    internal static Topology To(Topology topology, ILookup<string, Address> edges) =>
        topology with
        {
            Services =
            [
                .. topology.Services.Select(sources =>
                    sources with
                    {
                        Sources =
                        [
                            .. sources.Sources,
                            .. New(topology, sources, edges[sources.Service.Service.Name]),
                        ],
                    }
                ),
            ],
        };

    private static IEnumerable<Source> New(
        Topology topology,
        ServiceSources sources,
        IEnumerable<Address> edges
    )
    {
        // What the target has itself it asks from on lo, whatever service that is for.
        var asked = sources
            .Sources.Select(source => source.Address)
            .Concat(topology.Networks.SelectMany(network => network.TargetAddresses))
            .ToHashSet();
        return edges
            .Where(address => !HostAddresses.Never.Contains(address) && asked.Add(address))
            .GroupBy(address => address.Family)
            .SelectMany(family => family.Take(Most))
            .Select(address => TopologyPlan.OnWire(address, Role.Edge, topology.Networks));
    }
}
