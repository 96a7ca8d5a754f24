using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Tests.Protections;

/// <summary>What a policy says of packets, and the packets worth asking about.</summary>
internal static class PolicyAnswer
{
    public static bool Denies(Policy policy, Packet packet)
    {
        var transport = packet.Transport == "tcp" ? Transport.Tcp : Transport.Udp;
        var item = policy.Services.FirstOrDefault(item =>
            item.Service.Endpoints.Contains(new Endpoint(transport, (ushort)packet.Port))
        );
        return item is not null
            && (
                packet.OverLoopback
                    ? !policy.LoopbackAllowed
                    : !item.Sources.Contains(packet.Source)
            );
    }

    /// <summary>Every edge, over every transport, to every service and to ports beside them.</summary>
    public static IEnumerable<Packet> Packets(Policy policy) =>
        from address in Edges.Of(policy.Services.Select(item => item.Sources))
        from transport in (string[])["tcp", "udp"]
        from port in (int[])[111, 112, 113, 114]
        from loopback in (bool[])[false, true]
        from passedOn in loopback || !policy.GuardsPublishedPorts ? [false] : (bool[])[false, true]
        select new Packet(address, transport, port, loopback) { IsPassedOn = passedOn };
}
