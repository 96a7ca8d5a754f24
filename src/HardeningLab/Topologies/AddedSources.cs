using Hardening.Addresses;
using Hardening.Analysis.Proofs;

namespace HardeningLab.Topologies;

/// <summary>Sources beside those that a policy itself suggests.</summary>
internal static class AddedSources
{
    /// <summary>How many addresses a service gets more, of each family.</summary>
    internal const int Most = 64;

    /// <summary>
    /// The same topology with more sources in the roles <see cref="Role.Edge"/> and <see cref="Role.Witness"/>, without those that
    /// ask already or that no host can have.
    /// </summary>
    /// <param name="topology">The topology.</param>
    /// <param name="edges">Addresses, by the name of the service that they are to ask for.</param>
    /// <param name="witnesses">Clients that ask from the port that they name.</param>
    internal static Topology To(
        Topology topology,
        ILookup<string, Address> edges,
        IEnumerable<Witness> witnesses
    ) =>
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
                            .. New(
                                topology,
                                sources,
                                edges[sources.Service.Service.Name]
                                    .Select(edge => (edge, (ushort?)null, Role.Edge))
                                    .Concat(
                                        witnesses
                                            .Where(witness =>
                                                witness.Service == sources.Service.Service.Name
                                            )
                                            .Select(witness =>
                                                (witness.Source, witness.Port, Role.Witness)
                                            )
                                    )
                            ),
                        ],
                    }
                ),
            ],
        };

    private static IEnumerable<Source> New(
        Topology topology,
        ServiceSources sources,
        IEnumerable<(Address Address, ushort? Port, Role Role)> added
    )
    {
        // What the target has itself it asks from on lo, whatever service that is for.
        var own = topology.Networks.SelectMany(network => network.TargetAddresses).ToHashSet();
        var asked = sources.Sources.Select(source => (source.Address, source.Port)).ToHashSet();
        return added
            .Where(one =>
                !HostAddresses.Never.Contains(one.Address)
                && !own.Contains(one.Address)
                && asked.Add((one.Address, one.Port))
            )
            .GroupBy(one => (one.Role, one.Address.Family))
            .SelectMany(alike => alike.Take(Most))
            .Select(one =>
                TopologyPlan.OnWire(one.Address, one.Role, topology.Networks) with
                {
                    Port = one.Port,
                }
            );
    }
}
