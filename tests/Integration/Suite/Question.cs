using Hardening.Policies;
using HardeningLab.Rpc;

namespace Integration.Suite;

/// <summary>A call of DUMP, which lists everything that is registered: what nobody but the allowed is to get.</summary>
/// <param name="Transport">What carries it.</param>
/// <param name="Address">The target's address, of either family.</param>
/// <param name="Version">2, which rpcbind has for IPv4 only, 3 or 4.</param>
internal sealed record Question(Transport Transport, string Address, uint Version)
{
    private const uint Xid = 0x4c414253;

    /// <summary>As the scripts take it: transport, address and message.</summary>
    internal string[] Words => [TransportName, Address, Convert.ToBase64String(Message)];

    internal string TransportName => Transport == Transport.Tcp ? "tcp" : "udp";

    /// <summary>How much a client sends, behind the headers of TCP and UDP.</summary>
    internal int Length => Message.Length;

    private byte[] Message =>
        Transport == Transport.Tcp
            ? PortmapCalls.Dump(Version).ToRecord(Xid)
            : PortmapCalls.Dump(Version).ToDatagram(Xid);

    /// <summary>Every way to ask a host: TCP and UDP, IPv4 and IPv6.</summary>
    internal static IReadOnlyList<Question> Everyway(HostAddresses target) =>
        [
            new(Transport.Tcp, target.IPv4, Version: 2),
            new(Transport.Udp, target.IPv4, Version: 2),
            new(Transport.Tcp, target.IPv6, Version: 4),
            new(Transport.Udp, target.IPv6, Version: 4),
        ];
}
