using Hardening;
using HardeningLab.Kernel;

namespace HardeningLab.Taps;

/// <summary>The target's namespace and every way into it.</summary>
/// <param name="target">The target's namespace.</param>
/// <param name="links">The clients' links, and last the target's own loopback.</param>
internal sealed class Wiring(NetworkNamespace target, EquatableArray<TargetLink> links)
    : IAsyncDisposable
{
    internal NetworkNamespace Target => target;

    internal EquatableArray<TargetLink> Links => links;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(links.Select(link => link.Fence.DisposeAsync().AsTask()))
            .ConfigureAwait(false);
        foreach (var link in links)
        {
            link.Client.Dispose();
        }
    }
}
