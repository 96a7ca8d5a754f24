using Hardening;
using Hardening.Addresses;
using Hardening.Policies;

namespace HardeningLab.Topologies;

/// <summary>
/// Makes the topology that a policy is proved in. The lab reaches nothing but itself, so it may use any address there is:
/// the policy's own, and outsiders from all over the Internet.
/// </summary>
public static class TopologyPlan
{
    /// <summary>How many allowed prefixes get a network of their own; the others are played from <c>wan0</c>.</summary>
    public const int MaxLans = 8;

    private const string Everybody = "wan0";

    /// <summary>Addresses of every kind that a firewall meets: documentation, private, shared, both ends of the space.</summary>
    internal static readonly Address[] Outsiders =
    [
        .. (
            (string[])
                [
                    "10.0.0.1",
                    "172.16.0.1",
                    "192.168.100.1",
                    "100.64.0.1",
                    "169.254.0.1",
                    "192.0.2.1",
                    "198.51.100.1",
                    "1.0.0.0",
                    "223.255.255.255",
                    "255.255.255.254",
                    "2001:db8::1",
                    "fd00:ffff::1",
                    "2000::",
                    "64:ff9b::1",
                    "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                ]
        ).Select(Address.Parse),
    ];

    /// <summary>Plans the lab for a policy.</summary>
    public static Topology For(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var edges = policy
            .Services.Select(service => (Service: service, Edges: Edges.Of(service)))
            .ToList();
        var taken = edges.SelectMany(one => one.Edges.Keys).Concat(Outsiders).ToHashSet();
        var allowed = policy.Services.Aggregate(
            AddressSet.Empty,
            (all, service) => all.Union(service.Sources)
        );
        var networks = PlanNetworks(policy, taken, allowed);
        return new Topology(
            networks,
            edges
                .Select(one => new ServiceSources(
                    one.Service,
                    SourcesOf(one.Service, one.Edges, networks)
                ))
                .ToEquatableArray()
        );
    }

    private static EquatableArray<Network> PlanNetworks(
        Policy policy,
        HashSet<Address> taken,
        AddressSet allowed
    )
    {
        var free = new FreeAddresses(taken, allowed);
        var lans = policy
            .Services.SelectMany(service => service.Allow)
            .Where(prefix =>
                prefix.Length > 0
                && HostAddresses.AtOrAbove(prefix.First) is { } host
                && prefix.Contains(host)
            )
            .Distinct()
            .Take(MaxLans)
            .Select((prefix, number) => PlanLan(prefix, number, free))
            .ToList();
        var everybody = new Network(
            Everybody,
            free.TakeOutside(Prefix.Parse("203.0.113.0/24")),
            free.TakeOutside(Prefix.Parse("2001:db8:113::/64")),
            ClientLinkLocal(lans.Count),
            [Prefix.Any(IpFamily.IPv4), Prefix.Any(IpFamily.IPv6)]
        );
        return lans.Append(everybody).ToEquatableArray();
    }

    private static Network PlanLan(Prefix prefix, int number, FreeAddresses free)
    {
        var target =
            free.TakeInside(prefix)
            ?? free.TakeOutside(
                Prefix.Parse(
                    prefix.Family == IpFamily.IPv4
                        ? $"198.18.{number}.0/24"
                        : $"2001:2:0:{number}::/64"
                )
            );
        return prefix.Family == IpFamily.IPv4
            ? new Network($"lan{number}", target, null, ClientLinkLocal(number), [prefix])
            : new Network($"lan{number}", null, target, ClientLinkLocal(number), [prefix]);
    }

    private static Address ClientLinkLocal(int network) =>
        new(IpFamily.IPv6, Topology.TargetLinkLocal.Bits + 1 + (uint)network);

    private static EquatableArray<Source> SourcesOf(
        ProtectedService service,
        IReadOnlyDictionary<Address, Role> edges,
        EquatableArray<Network> networks
    )
    {
        var own = networks.SelectMany(Own).ToList();
        var asked = new HashSet<Address>(own.Select(source => source.Address));
        var fromEdges = edges.Select(edge => (Address: edge.Key, Role: edge.Value));
        var fromInside = networks
            .SelectMany(network => network.Plays)
            .Where(prefix => prefix.Length > 0)
            .Select(prefix => HostAddresses.AtOrBelow(Middle(prefix)))
            .OfType<Address>()
            .Where(service.Sources.Contains)
            .Select(address => (Address: address, Role: Role.Inside));
        var fromOutside = Outsiders.Select(address =>
            (
                Address: address,
                Role: service.Sources.Contains(address) ? Role.Inside : Role.Outsider
            )
        );
        return fromEdges
            .Concat(fromInside)
            .Concat(fromOutside)
            .Where(one => asked.Add(one.Address))
            .Select(one => OnWire(one.Address, one.Role, networks))
            .Concat(LoopbackSources)
            .Concat(own)
            .Concat(
                networks
                    .Where(network => network == networks[0] || network.Name == Everybody)
                    .Select(LinkLocal)
            )
            .ToEquatableArray();
    }

    private static IEnumerable<Source> LoopbackSources =>
        ((string[])["127.0.0.1", "127.255.255.254", "::1"]).Select(source =>
            FromLoopback(Address.Parse(source))
        );

    /// <summary>The target asks itself from an address of <c>lo</c>.</summary>
    internal static Source FromLoopback(Address source) =>
        new(
            source,
            Role.Loopback,
            Address.Parse(source.Family == IpFamily.IPv4 ? "127.0.0.1" : "::1"),
            Source.Loopback
        );

    private static IEnumerable<Source> Own(Network network) =>
        network.TargetAddresses.Select(address => new Source(
            address,
            Role.Own,
            address,
            Source.Loopback
        ));

    internal static Source LinkLocal(Network network) =>
        new(network.ClientLinkLocal, Role.LinkLocal, Topology.TargetLinkLocal, network.Name);

    /// <summary>The source on the network whose prefix fits closest, as the target's routes will have it.</summary>
    internal static Source OnWire(Address address, Role role, EquatableArray<Network> networks)
    {
        var (network, destination, _) = networks
            .SelectMany(
                network => network.Plays,
                (network, prefix) => (network, Target: network.Target(address.Family), prefix)
            )
            .Where(choice => choice.Target is not null && choice.prefix.Contains(address))
            .MaxBy(choice => choice.prefix.Length);
        return new Source(address, role, destination!.Value, network.Name); // wan0 plays everything
    }

    internal static Address Middle(Prefix prefix) =>
        new(
            prefix.Family,
            prefix.First.Bits
                + ((prefix.Last.Bits - prefix.First.Bits) / 2)
                + (prefix.IsSingle ? 0u : 1u)
        );
}
