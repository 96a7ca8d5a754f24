using Hardening;
using HardeningLab.Kernel;
using HardeningLab.Netlink;
using HardeningLab.Taps;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Netns;

/// <summary>Makes a plan real: one network namespace for the target and one for each client, joined by veth pairs.</summary>
internal static class NetnsWiring
{
    /// <summary>The client's end of its link; the first interface after lo.</summary>
    private const int ClientIndex = 2;

    private const int FirstTargetIndex = 2;
    private const string ClientLinkName = "eth0";

    /// <summary>Makes everything on the calling thread, which must be one of our own.</summary>
    internal static Wiring Create(LabPlan plan)
    {
        var target = NetworkNamespace.Create("target");
        Sysctls.WriteForTarget();
        var links = new List<TargetLink>();
        try
        {
            using var route = NetlinkSocket.Open(NetlinkSocket.Route);
            route.Execute(new NetlinkMessages().SetUp(Addressing.LoopbackIndex));
            var wires = plan.Networks.Select(WireOf).ToList();
            links.AddRange(wires.Select(wire => Join(wire, plan.Networks, route)));
            target.Enter();
            route.Execute(Addressing.ForTarget(wires));
            links.ForEach(link => LinkState.WaitUntilUp(route, link.TargetIndex));
            links.Add(Wire.Loopback(target));
            return new Wiring(target, links.ToEquatableArray());
        }
        catch
        {
            // This thread is the lab's own, so nothing waits behind it.
            new Wiring(target, links.ToEquatableArray())
                .DisposeAsync()
                .AsTask()
                .Wait();
            target.Dispose();
            throw;
        }
    }

    private static Wire WireOf(Network network, int number) =>
        new(
            network,
            number,
            FirstTargetIndex + number,
            HardwareAddress(number, isTarget: true),
            ClientIndex,
            HardwareAddress(number, isTarget: false)
        );

    private static TargetLink Join(
        Wire wire,
        EquatableArray<Network> networks,
        NetlinkSocket targetRoute
    )
    {
        var client = NetworkNamespace.Create($"client of {wire.Network.Name}");
        Sysctls.WriteForClient();
        using var clientRoute = NetlinkSocket.Open(NetlinkSocket.Route);
        targetRoute.Execute(
            new NetlinkMessages().AddVeth(
                new VethEnd(wire.Network.Name, wire.TargetIndex, wire.TargetHardware),
                new VethEnd(ClientLinkName, wire.ClientIndex, wire.ClientHardware),
                client.Descriptor
            )
        );
        clientRoute.Execute(Addressing.ForClient(wire, networks));
        return wire.From(client);
    }

    private static byte[] HardwareAddress(int number, bool isTarget) =>
        [0x02, 0, 0, 0, (byte)number, isTarget ? (byte)1 : (byte)2];
}
