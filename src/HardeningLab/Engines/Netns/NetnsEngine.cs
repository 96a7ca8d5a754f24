using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Kernel;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Netns;

/// <summary>The embedded lab: network namespaces of this process, no daemon, no root.</summary>
public sealed class NetnsEngine : ILabEngine
{
    /// <inheritdoc/>
    public string Name => "netns";

    /// <inheritdoc/>
    public async Task<ILab> StartAsync(LabPlan plan, CancellationToken cancellation)
    {
        Isolation.Verify();
        var packages = plan.NeedsPortmap
            ? RpcbindPackages.Find() ?? throw new RpcbindMissingException()
            : null;
        return await StandingLab
            .StartAsync(
                plan,
                () => NetnsWiring.Create(plan),
                async wiring =>
                    await TargetHost
                        .StartAsync(wiring.Target, TargetFiles.Read())
                        .ConfigureAwait(false),
                packages is null
                    ? null
                    : target => RpcbindDaemon.Start(target, packages.Rpcbind, packages.LibraryPath)
            )
            .ConfigureAwait(false);
    }
}
