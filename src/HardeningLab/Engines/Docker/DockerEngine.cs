using Hardening;
using HardeningLab.Engines.Remote;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Docker;

/// <summary>A lab of containers, on Docker or Podman.</summary>
/// <param name="options">What kind of machine the target is.</param>
public sealed class DockerEngine(DockerOptions options) : ILabEngine
{
    /// <inheritdoc/>
    public string Name => "docker";

    /// <inheritdoc/>
    public async Task<ILab> StartAsync(LabPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var connection = await DockerConnection.OpenAsync(cancellation).ConfigureAwait(false);
        try
        {
            var images = LabImages.EnsureAsync(connection, options, cancellation);
            var agent = ProjectScript.RunAsync(
                "agent",
                [connection.Architecture == "arm64" ? "linux-arm64" : "linux-x64"],
                connection.Endpoint,
                cancellation
            );
            var site = await DockerSite
                .StartAsync(
                    connection,
                    new SiteRequest(
                        new Topology(plan.Networks, []),
                        (await images.ConfigureAwait(false)).Target,
                        (await images.ConfigureAwait(false)).Client,
                        await agent.ConfigureAwait(false)
                    )
                    {
                        Boots = options.BootsSystemd,
                    },
                    cancellation
                )
                .ConfigureAwait(false);
            return await MakeAsync(new SiteKeeper(site, connection), plan, cancellation)
                .ConfigureAwait(false);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Has the target's agent make the lab on a site that runs.</summary>
    private async Task<ILab> MakeAsync(
        SiteKeeper keeper,
        LabPlan plan,
        CancellationToken cancellation
    )
    {
        RemoteLab? lab = null;
        try
        {
            var stream = await keeper
                .Site.ExecStreamAsync(
                    keeper.Site.Target,
                    [SiteRequest.Agent, "connect"],
                    cancellation
                )
                .ConfigureAwait(false);
            lab = new RemoteLab(stream, keeper);
            await lab.MakeAsync(
                    new ContainerOrder(
                        plan,
                        plan.Networks.Select(keeper.TargetAddressOn).ToEquatableArray(),
                        StartsPortmap: !options.BootsSystemd
                    ),
                    cancellation
                )
                .ConfigureAwait(false);
            return lab;
        }
        catch (Exception failure)
        {
            try
            {
                if (failure is LabConnectionException)
                {
                    // With the log of a container that ended, if one did.
                    await keeper.Site.AssertRunningAsync(cancellation).ConfigureAwait(false);
                }
            }
            finally
            {
                await ((IAsyncDisposable?)lab ?? keeper).DisposeAsync().ConfigureAwait(false);
            }
            throw;
        }
    }
}
