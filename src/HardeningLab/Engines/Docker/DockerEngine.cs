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
        DockerSite? site = null;
        try
        {
            site = await SiteLab
                .StartAsync(connection, options, plan, card: "", name: null, cancellation)
                .ConfigureAwait(false);
            return await SiteLab
                .MakeAsync(site, options, plan, new SiteOfLab(site, connection), cancellation)
                .ConfigureAwait(false);
        }
        catch
        {
            if (site is not null)
            {
                await site.DisposeAsync().ConfigureAwait(false);
            }
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A site that ends with its lab, and the connection that it was made over.</summary>
    private sealed class SiteOfLab(DockerSite site, DockerConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await site.DisposeAsync().ConfigureAwait(false);
            connection.Dispose();
        }
    }
}
