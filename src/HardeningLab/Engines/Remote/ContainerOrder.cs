using Hardening;
using Hardening.Addresses;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Remote;

/// <summary>What the target's agent is to make in its container.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="EngineAddresses">
/// The IPv4 address that the engine gave the target on each network, in the plan's order: by it the agent knows the link.
/// </param>
/// <param name="StartsPortmap">Whether the agent starts the portmapper; where an init system does, it does not.</param>
public sealed record ContainerOrder(
    LabPlan Plan,
    EquatableArray<Address> EngineAddresses,
    bool StartsPortmap
);
