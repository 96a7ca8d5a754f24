using System.Collections.Immutable;

namespace Hardening.Policies;

/// <summary>The services that a policy can name without saying where they listen.</summary>
public static class Catalogue
{
    /// <summary>
    /// The portmapper (RFC 1833). Daemons ask tcp-wrappers under <c>rpcbind</c>; <c>portmap</c> was the name of its
    /// predecessor.
    /// </summary>
    public static Service Portmap { get; } =
        new(
            "portmap",
            [new(Transport.Tcp, 111), new(Transport.Udp, 111)],
            ["rpcbind", "portmap"],
            100000
        );

    /// <summary>Every known service.</summary>
    public static ImmutableArray<Service> All { get; } = [Portmap];

    /// <summary>The service of that name, if it is known.</summary>
    public static Service? Find(string name) => All.FirstOrDefault(service => service.Name == name);
}
