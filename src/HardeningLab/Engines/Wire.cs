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
);
