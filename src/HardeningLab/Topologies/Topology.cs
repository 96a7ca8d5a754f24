using Hardening;
using Hardening.Addresses;
using Hardening.Policies;

namespace HardeningLab.Topologies;

/// <summary>The hosts of a lab: the target, its networks with a client on each, and who asks for what.</summary>
/// <param name="Networks">The networks; the last one, <c>wan0</c>, stands for everybody who has no network of their own.</param>
/// <param name="Services">Who asks for each service of the policy, in its order.</param>
public sealed record Topology(
    EquatableArray<Network> Networks,
    EquatableArray<ServiceSources> Services
)
{
    /// <summary>What an engine has to make of it.</summary>
    public LabPlan Plan =>
        new(
            Networks,
            Services
                .Where(sources => !sources.Service.Service.IsRpc)
                .SelectMany(sources => sources.Service.Service.Endpoints)
                .ToEquatableArray(),
            Services.Any(sources =>
                sources.Service.Service.RpcProgram == Catalogue.Portmap.RpcProgram
            )
        );

    /// <summary>The target's link-local address, the same on each of its networks.</summary>
    public static Address TargetLinkLocal { get; } = Address.Parse("fe80::1");
}
