using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Rpc;
using HardeningLab.Topologies;

namespace HardeningLab.Probes;

/// <summary>Decides what is asked, by whom.</summary>
internal static class ProbePlan
{
    /// <summary>
    /// Every source asks every endpoint of its service; portmap for its list, version 2 over IPv4 and 4 over IPv6. The other
    /// versions and procedures are asked by the first source of each role on each network, or by all.
    /// </summary>
    internal static IEnumerable<Probe> For(ServiceSources sources, bool isExhaustive)
    {
        var asked = new HashSet<(Role, string, IpFamily)>();
        foreach (var source in sources.Sources)
        {
            // A second call from one port would be part of the first one's connection.
            var isFirst = asked.Add((source.Role, source.Via, source.Address.Family));
            var isThorough = (isFirst || isExhaustive) && source.Port is null;
            foreach (var endpoint in sources.Service.Service.Endpoints)
            {
                foreach (var call in Calls(sources.Service.Service, source, endpoint, isThorough))
                {
                    yield return new Probe(source, endpoint, call);
                }
            }
        }
    }

    /// <summary>One question of a source to each endpoint of a service, the one that every source asks.</summary>
    internal static IEnumerable<Probe> First(Service service, Source source) =>
        service.Endpoints.Select(endpoint => new Probe(
            source,
            endpoint,
            Calls(service, source, endpoint, isThorough: false).First()
        ));

    private static IEnumerable<RpcCall?> Calls(
        Service service,
        Source source,
        Endpoint endpoint,
        bool isThorough
    )
    {
        if (service.RpcProgram is not PortmapCalls.Program)
        {
            return [null];
        }
        var family = source.Address.Family;
        RpcCall Getaddr(uint version) =>
            PortmapCalls.Getaddr(
                version,
                PortmapCalls.Program,
                version,
                endpoint.Transport,
                family
            );
        return (family, isThorough) switch
        {
            (IpFamily.IPv4, false) => [PortmapCalls.Dump(2)],
            (IpFamily.IPv4, true) =>
            [
                PortmapCalls.Dump(2),
                PortmapCalls.Getport(PortmapCalls.Program, 2, endpoint.Transport),
                PortmapCalls.Dump(3),
                Getaddr(3),
                PortmapCalls.Dump(4),
                Getaddr(4),
            ],
            (_, false) => [PortmapCalls.Dump(4)],
            (_, true) => [PortmapCalls.Dump(4), Getaddr(4), PortmapCalls.Dump(3), Getaddr(3)],
        };
    }
}
