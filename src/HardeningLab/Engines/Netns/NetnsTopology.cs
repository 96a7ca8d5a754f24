using Hardening;
using Hardening.Addresses;
using HardeningLab.Engines.Netns.Kernel;
using HardeningLab.Engines.Netns.Netlink;
using HardeningLab.Engines.Netns.Taps;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Netns;

/// <summary>A topology made real: one network namespace for the target and one for each client, joined by veth pairs.</summary>
internal sealed class NetnsTopology : IAsyncDisposable
{
    private const int LoopbackIndex = 1;

    /// <summary>The client's end of its link; the first interface after lo.</summary>
    internal const int ClientIndex = 2;

    private const int FirstTargetIndex = 2;
    private const string ClientLinkName = "eth0";

    private NetnsTopology(NetworkNamespace target, EquatableArray<Link> links)
    {
        Target = target;
        Links = links;
    }

    internal NetworkNamespace Target { get; }

    /// <summary>The clients' links, and last the target's own loopback.</summary>
    internal EquatableArray<Link> Links { get; }

    /// <summary>Makes everything on the calling thread, which must be one of our own.</summary>
    internal static NetnsTopology Create(Topology topology)
    {
        var target = NetworkNamespace.Create("target");
        Sysctls.WriteForTarget();
        var links = new List<Link>();
        try
        {
            using var targetRoute = new NetlinkSocket(NetlinkSocket.Route);
            targetRoute.Execute(new NetlinkMessages().SetUp(LoopbackIndex));
            links.AddRange(
                topology.Networks.Select(
                    (network, number) => CreateLink(network, number, target, targetRoute)
                )
            );
            target.Enter();
            targetRoute.Execute(TargetSide(topology.Networks));
            links.ForEach(link => LinkState.WaitUntilUp(targetRoute, link.TargetIndex));
            links.Add(
                new Link(
                    Source.Loopback,
                    LoopbackIndex,
                    target,
                    LoopbackIndex,
                    new Fence(LoopbackIndex, new byte[6])
                )
            );
            return new NetnsTopology(target, links.ToEquatableArray());
        }
        catch
        {
            // This thread is the lab's own, so nothing waits behind it.
            new NetnsTopology(target, links.ToEquatableArray())
                .DisposeAsync()
                .AsTask()
                .Wait();
            throw;
        }
    }

    private static Link CreateLink(
        Network network,
        int number,
        NetworkNamespace target,
        NetlinkSocket targetRoute
    )
    {
        var client = NetworkNamespace.Create($"client of {network.Name}");
        Sysctls.WriteForClient();
        using var clientRoute = new NetlinkSocket(NetlinkSocket.Route);
        var targetIndex = FirstTargetIndex + number;
        targetRoute.Execute(
            new NetlinkMessages().AddVeth(
                new VethEnd(network.Name, targetIndex, HardwareAddress(number, isTarget: true)),
                new VethEnd(ClientLinkName, ClientIndex, HardwareAddress(number, isTarget: false)),
                client.Descriptor
            )
        );
        clientRoute.Execute(ClientSide(network, number));
        return new Link(
            network.Name,
            targetIndex,
            client,
            ClientIndex,
            new Fence(ClientIndex, HardwareAddress(number, isTarget: true))
        );
    }

    /// <summary>
    /// The client owns every address of its prefixes ("AnyIP"), and reaches the target's as hosts on its link. Those routes
    /// stand in the table local too, since that one is asked first and would claim the target's address for the client.
    /// </summary>
    private static NetlinkMessages ClientSide(Network network, int number)
    {
        var messages = new NetlinkMessages()
            .SetUp(LoopbackIndex)
            .SetUp(ClientIndex)
            .AddReadyAddress(ClientIndex, network.ClientLinkLocal)
            .AddLinkRoute(new Prefix(Topology.TargetLinkLocal), ClientIndex, RouteTable.Local)
            .AddNeighbour(
                ClientIndex,
                Topology.TargetLinkLocal,
                HardwareAddress(number, isTarget: true)
            );
        foreach (var prefix in network.Plays)
        {
            messages.AddLocalRoute(prefix, LoopbackIndex);
        }
        foreach (var target in TargetAddresses(network))
        {
            messages
                .AddLinkRoute(new Prefix(target), ClientIndex, RouteTable.Local)
                .AddNeighbour(ClientIndex, target, HardwareAddress(number, isTarget: true));
        }
        return messages;
    }

    private static NetlinkMessages TargetSide(EquatableArray<Network> networks)
    {
        var messages = new NetlinkMessages();
        for (var number = 0; number < networks.Count; number++)
        {
            var network = networks[number];
            var index = FirstTargetIndex + number;
            var client = HardwareAddress(number, isTarget: false);
            messages
                .AddReadyAddress(index, Topology.TargetLinkLocal)
                .AddLinkRoute(new Prefix(network.ClientLinkLocal), index, RouteTable.Main)
                .AddNeighbour(index, network.ClientLinkLocal, client)
                .AddNeighbour(index, Gateway(number), client);
            foreach (var address in TargetAddresses(network))
            {
                messages.AddReadyAddress(index, address);
            }
            foreach (
                var prefix in network.Plays.Where(prefix =>
                    network.Target(prefix.Family) is not null
                )
            )
            {
                var gateway =
                    prefix.Family == IpFamily.IPv4 ? Gateway(number) : network.ClientLinkLocal;
                messages.AddGatewayRoute(prefix, index, gateway, network.Target(prefix.Family));
            }
        }
        return messages;
    }

    private static IEnumerable<Address> TargetAddresses(Network network) =>
        ((Address?[])[network.TargetIPv4, network.TargetIPv6]).OfType<Address>();

    /// <summary>The next hop towards a client: never a source, only a name for its hardware address.</summary>
    private static Address Gateway(int number) => Address.Parse($"198.19.255.{number + 1}");

    private static byte[] HardwareAddress(int number, bool isTarget) =>
        [0x02, 0, 0, 0, (byte)number, isTarget ? (byte)1 : (byte)2];

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Links.Select(link => link.Fence.DisposeAsync().AsTask()))
            .ConfigureAwait(false);
        foreach (var link in Links)
        {
            link.Client.Dispose();
        }
        Target.Dispose();
    }
}
