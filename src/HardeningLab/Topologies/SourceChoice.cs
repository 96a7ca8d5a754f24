using Hardening;
using Hardening.Addresses;

namespace HardeningLab.Topologies;

/// <summary>Finds the source that a person names: by an address, or by the host that is to ask.</summary>
internal static class SourceChoice
{
    /// <param name="topology">The lab.</param>
    /// <param name="sources">The service that is asked, and who asks for it in a proof.</param>
    /// <param name="from">An address, the name of a network, whose client asks, or <see cref="HostNames.Target"/>.</param>
    /// <exception cref="InputException">It is neither, or nobody in the lab can ask from there.</exception>
    internal static Source Of(Topology topology, ServiceSources sources, string from) =>
        Address.TryParse(from, out var address, out _)
            ? OfAddress(topology, sources, address)
            : OfHost(topology, sources, from);

    private static Source OfAddress(Topology topology, ServiceSources sources, Address address)
    {
        if (sources.Sources.FirstOrDefault(source => source.Address == address) is { } planned)
        {
            return planned;
        }
        if (HostAddresses.IsLoopback(address))
        {
            return TopologyPlan.FromLoopback(address);
        }
        if (topology.Networks.FirstOrDefault(net => net.ClientLinkLocal == address) is { } link)
        {
            return TopologyPlan.LinkLocal(link);
        }
        if (HostAddresses.Never.Contains(address))
        {
            throw Fault(
                $"found {address}, from which no host in the lab can ask; expected another address"
            );
        }
        var role = sources.Service.Sources.Contains(address) ? Role.Inside : Role.Outsider;
        return TopologyPlan.OnWire(address, role, topology.Networks);
    }

    private static Source OfHost(Topology topology, ServiceSources sources, string host)
    {
        if (host == HostNames.Target)
        {
            return sources.Sources.First(source => source.Role == Role.Loopback);
        }
        var names = HostNames.Of(topology.Networks).ToList();
        if (!names.Contains(host))
        {
            throw Fault($"{HostNames.Unknown(host, names)}; or an address");
        }
        var network = topology.Networks.First(network => network.Name == host);
        return OfAddress(
            topology,
            sources,
            UsualSources.Of(network, topology.Networks).First() // it reaches the target
        );
    }

    private static InputException Fault(string message) =>
        new(new InputError("FROM", 1, 1, message));
}
