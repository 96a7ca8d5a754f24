using HardeningLab.Kernel;
using HardeningLab.Taps;
using HardeningLab.Topologies;

namespace HardeningLab.Engines;

/// <summary>One network of the lab as it was made: a link between the target and its client.</summary>
/// <param name="Network">What was planned.</param>
/// <param name="Number">Its place in the plan, from zero.</param>
/// <param name="TargetIndex">The interface's index at the target.</param>
/// <param name="TargetHardware">The target's hardware address, six bytes.</param>
/// <param name="ClientIndex">The interface's index at the client.</param>
/// <param name="ClientHardware">The client's hardware address, six bytes.</param>
internal sealed record Wire(
    Network Network,
    int Number,
    int TargetIndex,
    byte[] TargetHardware,
    int ClientIndex,
    byte[] ClientHardware
)
{
    /// <summary>The way that packets of the client take.</summary>
    /// <param name="client">Where the client's sockets come from.</param>
    internal TargetLink From(ISocketSource client) =>
        new(
            Network.Name,
            TargetIndex,
            client,
            ClientIndex,
            new Fence(client, ClientIndex, ClientHardware, TargetHardware)
        );

    /// <summary>The way of what the target says to itself, which has no hardware address.</summary>
    /// <param name="target">The target's namespace.</param>
    internal static TargetLink Loopback(ISocketSource target) =>
        new(
            Source.Loopback,
            Addressing.LoopbackIndex,
            target,
            Addressing.LoopbackIndex,
            new Fence(target, Addressing.LoopbackIndex, new byte[6], new byte[6])
        );
}
