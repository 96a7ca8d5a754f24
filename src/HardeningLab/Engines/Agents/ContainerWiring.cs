using Hardening;
using Hardening.Addresses;
using HardeningLab.Engines.Remote;
using HardeningLab.Kernel;
using HardeningLab.Netlink;
using HardeningLab.Taps;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Agents;

/// <summary>
/// Makes a plan real on the links that a container engine laid: they get the plan's names and addresses instead of the
/// engine's, and no way out of the lab is left.
/// </summary>
internal static class ContainerWiring
{
    /// <summary>Sets everything up on the calling thread, which stands in the target's namespace and stays there.</summary>
    /// <param name="order">What to make.</param>
    /// <param name="clients">Each client's sockets, in the plan's order.</param>
    /// <exception cref="NotIsolatedException">This is not the namespace of a container of this lab.</exception>
    internal static Wiring Create(ContainerOrder order, IReadOnlyList<ISocketSource> clients)
    {
        var target = NetworkNamespace.Own("target");
        using var route = NetlinkSocket.Open(target, NetlinkSocket.Route);
        var found = FindLinks(route, order);
        var wires = order
            .Plan.Networks.Select(
                (network, number) =>
                    Settle(network, number, order.Plan.Networks, found[number], clients[number])
            )
            .ToList();
        Clear(route, [.. wires.Select(wire => (wire.TargetIndex, wire.Network.Name))]);
        route.Execute(Addressing.ForTarget(wires));
        var links = new List<TargetLink>();
        foreach (var wire in wires)
        {
            LinkState.WaitUntilUp(route, wire.TargetIndex);
            links.Add(wire.From(clients[wire.Number]));
        }
        links.Add(Wire.Loopback(target));
        return new Wiring(target, links.ToEquatableArray());
    }

    /// <summary>
    /// The target's link on each network. Every link that is up must bear an address that the engine gave it for this lab:
    /// that is how we know that this is a namespace of ours, and not a machine's.
    /// </summary>
    private static List<LinkEntry> FindLinks(NetlinkSocket route, ContainerOrder order)
    {
        var addresses = LinkInventory.Addresses(route);
        var links = LinksUp(route);
        var found = order
            .EngineAddresses.Select(expected =>
                links.Find(link =>
                    addresses.Exists(address =>
                        address.Interface == link.Index && address.Address == expected
                    )
                )
            )
            .OfType<LinkEntry>()
            .ToList();
        var isOurs =
            found.Count == order.Plan.Networks.Count
            && found.Distinct().Count() == found.Count
            && links.TrueForAll(found.Contains);
        return isOurs
            ? found
            : throw NotIsolatedException.ByLinks(
                $"the links {string.Join(", ", links.Select(link => link.Name))}",
                $"one link for each of {string.Join(", ", order.EngineAddresses)}, and no other"
            );
    }

    private static List<LinkEntry> LinksUp(NetlinkSocket route) =>
        LinkInventory
            .Links(route)
            .Where(link => link.IsUp && link.Index != Addressing.LoopbackIndex)
            .ToList();

    /// <summary>Sets up a client's end.</summary>
    private static Wire Settle(
        Network network,
        int number,
        EquatableArray<Network> networks,
        LinkEntry targetLink,
        ISocketSource client
    )
    {
        using var route = NetlinkSocket.Open(client, NetlinkSocket.Route);
        var links = LinksUp(route);
        if (links is not [var link])
        {
            throw NotIsolatedException.ByLinks(
                $"the links {string.Join(", ", links.Select(one => one.Name))} in the client of {network.Name}",
                "one link beside lo"
            );
        }
        Clear(route, [(link.Index, "eth0")]);
        var wire = new Wire(
            network,
            number,
            targetLink.Index,
            targetLink.HardwareAddress,
            link.Index,
            link.HardwareAddress
        );
        route.Execute(Addressing.ForClient(wire, networks));
        LinkState.WaitUntilUp(route, link.Index);
        return wire;
    }

    /// <summary>
    /// Takes the engine's addresses and routes from links, names them, and sets them up: not before all are down, as a
    /// default route over several links, which Podman makes, outlives all but the last of them.
    /// </summary>
    private static void Clear(
        NetlinkSocket route,
        IReadOnlyCollection<(int Index, string Name)> links
    )
    {
        var addresses = LinkInventory.Addresses(route);
        var messages = new NetlinkMessages();
        foreach (var (index, name) in links)
        {
            foreach (
                var address in addresses.Where(address =>
                    address.Interface == index && address.Address.Family == IpFamily.IPv4
                )
            )
            {
                messages.RemoveAddress(address);
            }
            messages.Rename(index, name);
        }
        foreach (var (index, _) in links)
        {
            messages.SetUp(index);
        }
        route.Execute(messages);
    }
}
