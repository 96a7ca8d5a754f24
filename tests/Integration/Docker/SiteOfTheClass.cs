using HardeningLab.Engines.Docker;

namespace Integration.Docker;

/// <summary>A site that the tests of a class share; it comes up with the first that asks for it.</summary>
public sealed class SiteOfTheClass : IAsyncDisposable
{
    private readonly SemaphoreSlim once = new(1);
    private SiteEngine? engine;
    private DockerSite? site;

    /// <summary>Skips the test where there can be none.</summary>
    internal async Task<DockerSite> GetAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await once.WaitAsync(cancellation);
        try
        {
            engine ??= await SiteEngine.OpenAsync();
            return site ??= await DockerSite.StartAsync(
                engine.Connection,
                engine.Request(networks: 3),
                cancellation
            );
        }
        finally
        {
            once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (site is not null)
        {
            await site.DisposeAsync();
        }
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }
        once.Dispose();
    }
}
