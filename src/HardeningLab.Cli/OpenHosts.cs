using Hardening;
using Hardening.Hosts;

namespace HardeningLab.Cli;

/// <summary>Hosts that are left together.</summary>
/// <param name="Hosts">Each is its own way to a host.</param>
internal sealed record OpenHosts(EquatableArray<IHost> Hosts) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }
    }
}
