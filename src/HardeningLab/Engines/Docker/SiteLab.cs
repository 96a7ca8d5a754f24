using Hardening;
using HardeningLab.Engines.Agents;
using HardeningLab.Engines.Remote;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Docker;

/// <summary>The lab that the agents of a site make together.</summary>
internal static class SiteLab
{
    /// <summary>Makes a site, and first whatever image or agent is missing.</summary>
    /// <param name="connection">The engine; it stays the caller's.</param>
    /// <param name="options">What kind of machine the target is.</param>
    /// <param name="plan">The networks.</param>
    /// <param name="card">For the label <c>hardeninglab.plan</c>; empty for a lab of one proof.</param>
    /// <param name="name">Begins the names of all parts; null for any.</param>
    /// <param name="cancellation">Gives up; nothing stays.</param>
    internal static async Task<DockerSite> StartAsync(
        DockerConnection connection,
        DockerOptions options,
        LabPlan plan,
        string card,
        string? name,
        CancellationToken cancellation
    )
    {
        var making = LabImages.EnsureAsync(connection, options, cancellation);
        var building = ProjectScript.RunAsync(
            "agent",
            [connection.Architecture == "arm64" ? "linux-arm64" : "linux-x64"],
            connection.Endpoint,
            cancellation
        );
        await Task.WhenAll(making, building).ConfigureAwait(false);
        var images = await making.ConfigureAwait(false);
        var request = new SiteRequest(
            plan.Networks,
            images.Target,
            images.Client,
            await building.ConfigureAwait(false)
        )
        {
            Plan = card,
            Boots = options.BootsSystemd,
        };
        return await DockerSite
            .StartAsync(
                connection,
                name is null ? request : request with { Lab = name },
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <summary>Has the agents make the lab.</summary>
    /// <param name="site">A site that has just been made.</param>
    /// <param name="options">What kind of machine its target is.</param>
    /// <param name="plan">The plan that it was made for.</param>
    /// <param name="owned">What ends with the lab; null where the site stays.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ContainerDiedException">A host has ended; with its log.</exception>
    internal static async Task<RemoteLab> MakeAsync(
        DockerSite site,
        DockerOptions options,
        LabPlan plan,
        IAsyncDisposable? owned,
        CancellationToken cancellation
    )
    {
        var lab = await ConnectAsync(site, owned, cancellation).ConfigureAwait(false);
        try
        {
            await lab.MakeAsync(
                    new ContainerOrder(
                        plan,
                        plan.Networks.Select(site.TargetAddressOn).ToEquatableArray(),
                        StartsPortmap: !options.BootsSystemd
                    ),
                    cancellation
                )
                .ConfigureAwait(false);
            return lab;
        }
        catch (LabConnectionException)
        {
            await site.AssertRunningAsync(cancellation).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Speaks to the target's agent.</summary>
    /// <param name="site">A site that runs.</param>
    /// <param name="owned">What ends with the lab; null where the site stays.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<RemoteLab> ConnectAsync(
        DockerSite site,
        IAsyncDisposable? owned,
        CancellationToken cancellation
    ) =>
        new(
            await site.ExecStreamAsync(site.Target, [AgentFiles.Program, "connect"], cancellation)
                .ConfigureAwait(false),
            owned
        );
}
