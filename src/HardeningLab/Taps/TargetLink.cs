using HardeningLab.Kernel;

namespace HardeningLab.Taps;

/// <summary>A way for packets to reach the target.</summary>
/// <param name="Name">The target's interface, such as <c>lan0</c>.</param>
/// <param name="TargetIndex">That interface's index.</param>
/// <param name="Client">Where the sockets that send come from; the target's own namespace for <c>lo</c>.</param>
/// <param name="ClientIndex">The index of the interface that sends.</param>
/// <param name="Fence">What proves that everything sent before was decided.</param>
internal sealed record TargetLink(
    string Name,
    int TargetIndex,
    ISocketSource Client,
    int ClientIndex,
    Fence Fence
);
