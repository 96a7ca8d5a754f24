using Hardening;
using Hardening.Addresses;
using HardeningLab.Netlink;
using HardeningLab.Topologies;

namespace HardeningLab.Engines;

/// <summary>The addresses, routes and neighbours that a plan asks of both ends of a link; the same with every engine.</summary>
internal static class Addressing
{
    /// <summary>The index of <c>lo</c> in every namespace.</summary>
    internal const int LoopbackIndex = 1;

    /// <summary>
    /// The client owns every address of its prefixes ("AnyIP"), and reaches the target's as hosts on its link. Those routes
    /// stand in the table local too, since that one is asked first and would claim the target's address for the client.
    /// </summary>
    /// <param name="wire">The client's link.</param>
    /// <param name="networks">All networks of the lab.</param>
    internal static NetlinkMessages ForClient(Wire wire, EquatableArray<Network> networks)
    {
        var messages = new NetlinkMessages()
            .SetUp(LoopbackIndex)
            .SetUp(wire.ClientIndex)
            .AddReadyAddress(wire.ClientIndex, wire.Network.ClientLinkLocal)
            .AddLinkRoute(new Prefix(Topology.TargetLinkLocal), wire.ClientIndex, RouteTable.Local)
            .AddNeighbour(wire.ClientIndex, Topology.TargetLinkLocal, wire.TargetHardware);
        foreach (var prefix in wire.Network.Plays)
        {
            messages.AddLocalRoute(prefix, LoopbackIndex);
        }
        foreach (var target in wire.Network.TargetAddresses)
        {
            messages
                .AddLinkRoute(new Prefix(target), wire.ClientIndex, RouteTable.Local)
                .AddNeighbour(wire.ClientIndex, target, wire.TargetHardware);
        }
        // The kernel never chooses a source that is owned by a route alone: a program would send from 0.0.0.0.
        foreach (var usual in UsualSources.Of(wire.Network, networks))
        {
            messages.AddReadyAddress(wire.ClientIndex, usual);
        }
        return messages;
    }

    /// <summary>The target's links must be up.</summary>
    internal static NetlinkMessages ForTarget(IEnumerable<Wire> wires)
    {
        var messages = new NetlinkMessages();
        foreach (var wire in wires)
        {
            AddTo(messages, wire);
        }
        return messages;
    }

    private static void AddTo(NetlinkMessages messages, Wire wire)
    {
        var (network, link) = (wire.Network, wire.TargetIndex);
        messages
            .AddReadyAddress(link, Topology.TargetLinkLocal)
            .AddLinkRoute(new Prefix(network.ClientLinkLocal), link, RouteTable.Main)
            .AddNeighbour(link, network.ClientLinkLocal, wire.ClientHardware)
            .AddNeighbour(link, Gateway(wire.Number), wire.ClientHardware);
        foreach (var address in network.TargetAddresses)
        {
            messages.AddReadyAddress(link, address);
        }
        foreach (
            var prefix in network.Plays.Where(prefix => network.Target(prefix.Family) is not null)
        )
        {
            var gateway =
                prefix.Family == IpFamily.IPv4 ? Gateway(wire.Number) : network.ClientLinkLocal;
            messages.AddGatewayRoute(prefix, link, gateway, network.Target(prefix.Family));
        }
    }

    /// <summary>The next hop towards a client: never a source, only a name for its hardware address.</summary>
    private static Address Gateway(int number) => Address.Parse($"198.19.255.{number + 1}");
}
