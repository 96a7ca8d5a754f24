using System.Diagnostics;
using Hardening.Addresses;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Docker;

/// <summary>A site that ends with its lab, and the connection that it was made over.</summary>
internal sealed class SiteKeeper(DockerSite site, DockerConnection connection) : IAsyncDisposable
{
    internal DockerSite Site => site;

    /// <summary>The address that the engine gave the target on a network.</summary>
    internal Address TargetAddressOn(Network network) =>
        site.Target.Interfaces.First(joined => joined.Network == network.Name).IPv4
        ?? throw new UnreachableException("a container that runs has the address it was given");

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync().ConfigureAwait(false);
        connection.Dispose();
    }
}
