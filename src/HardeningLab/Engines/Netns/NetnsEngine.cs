using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Kernel;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Netns;

/// <summary>The embedded lab: network namespaces of this process, no daemon, no root.</summary>
/// <param name="withTools">Whether the target finds programs by the names that Debian's alternatives give them, as scripts expect.</param>
public sealed class NetnsEngine(bool withTools = false) : ILabEngine
{
    /// <inheritdoc/>
    public string Name => "netns";

    /// <inheritdoc/>
    public async Task<ILab> StartAsync(LabPlan plan, CancellationToken cancellation) =>
        (await StartAsync(plan, Furnish, cancellation).ConfigureAwait(false)).Lab;

    private void Furnish(ITargetHost target)
    {
        if (withTools)
        {
            HostTools.Install(target, isLegacy: false);
        }
    }

    /// <summary>The same, for other processes to enter the hosts too.</summary>
    /// <param name="plan">What to make.</param>
    /// <param name="furnish">Puts more into the target, before its services start.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<(ILab Lab, NetnsDoors Doors)> StartAsync(
        LabPlan plan,
        Action<ITargetHost> furnish,
        CancellationToken cancellation
    )
    {
        Isolation.Verify();
        cancellation.ThrowIfCancellationRequested();
        var packages = plan.NeedsPortmap
            ? RpcbindPackages.Find() ?? throw new RpcbindMissingException()
            : null;
        NetnsDoors? doors = null;
        var lab = await StandingLab
            .StartAsync(
                plan,
                () => NetnsWiring.Create(plan),
                async wiring =>
                {
                    var host = await TargetHost
                        .StartAsync(wiring.Target, TargetFiles.Read())
                        .ConfigureAwait(false);
                    doors = NetnsDoors.Of(wiring, host);
                    furnish(host);
                    return host;
                },
                packages is null
                    ? null
                    : target => RpcbindDaemon.Start(target, packages.Rpcbind, packages.LibraryPath)
            )
            .ConfigureAwait(false);
        return (lab, doors!); // made with the target
    }
}
