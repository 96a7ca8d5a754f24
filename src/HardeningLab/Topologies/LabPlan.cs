using Hardening;
using Hardening.Policies;

namespace HardeningLab.Topologies;

/// <summary>What an engine has to make of a topology: hosts, networks, services.</summary>
/// <param name="Networks">The networks, each with one client; at least one.</param>
/// <param name="TokenEndpoints">Where the target gets a listener of the lab's own, which gives back what it is sent.</param>
/// <param name="NeedsPortmap">Whether the target runs the portmapper.</param>
public sealed record LabPlan(
    EquatableArray<Network> Networks,
    EquatableArray<Endpoint> TokenEndpoints,
    bool NeedsPortmap
);
