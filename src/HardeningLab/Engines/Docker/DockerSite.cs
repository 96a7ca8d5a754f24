using System.Diagnostics;
using Docker.DotNet.Models;
using Hardening;
using Hardening.Addresses;

namespace HardeningLab.Engines.Docker;

/// <summary>
/// The containers, networks and the volume of a lab. It stays when this process ends; disposing it removes everything.
/// </summary>
internal sealed partial class DockerSite : IAsyncDisposable
{
    private readonly DockerConnection connection;

    private DockerSite(
        DockerConnection connection,
        SiteLabels labels,
        IEnumerable<SiteContainer> containers
    )
    {
        this.connection = connection;
        Labels = labels;
        Containers = containers.ToEquatableArray();
    }

    /// <summary>Its name and how it came to be.</summary>
    internal SiteLabels Labels { get; }

    /// <summary>Every host that is there, by name.</summary>
    internal EquatableArray<SiteContainer> Containers { get; }

    /// <summary>The host under test.</summary>
    internal SiteContainer Target =>
        Containers.First(container => container.Role == SiteContainer.Target);

    /// <summary>One for each network.</summary>
    internal IEnumerable<SiteContainer> Clients =>
        Containers.Where(container => container.Role == SiteContainer.Client);

    /// <summary>The address that the engine gave the target on a network.</summary>
    internal Address TargetAddressOn(Topologies.Network network) =>
        Target.Interfaces.First(joined => joined.Network == network.Name).IPv4
        ?? throw new UnreachableException("a container that runs has the address it was given");

    /// <summary>Makes everything. After a failure nothing of it is left.</summary>
    /// <param name="connection">The engine; it is used for as long as the site is, and stays the caller's.</param>
    /// <param name="request">What to make.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HardeningException">The engine refuses, or a container ends at once: then with its log.</exception>
    internal static async Task<DockerSite> StartAsync(
        DockerConnection connection,
        SiteRequest request,
        CancellationToken cancellation
    )
    {
        var refused = new HashSet<string>();
        while (true)
        {
            try
            {
                return await StartAsync(connection, request, refused, cancellation)
                    .ConfigureAwait(false);
            }
            catch (SettingRefusedException refusal)
            {
                // Each time at least one more, so this comes to an end.
                refused.UnionWith(refusal.Names);
            }
        }
    }

    private static async Task<DockerSite> StartAsync(
        DockerConnection connection,
        SiteRequest request,
        HashSet<string> refused,
        CancellationToken cancellation
    )
    {
        var labels = new SiteLabels(
            request.Lab,
            request.Plan,
            Environment.ProcessId,
            TimeProvider.System.GetUtcNow()
        );
        var taken = await NetworkMaker
            .ReadTakenAsync(connection, cancellation)
            .ConfigureAwait(false);
        var pool = new SubnetPool(
            taken.Concat(MachineRoutes.Read()),
            request.Lab.GetHashCode(StringComparison.Ordinal)
        );
        var settings = new KernelSettings(connection, refused);
        try
        {
            var builder = new SiteBuilder(connection, request, labels, settings, cancellation);
            await builder.BuildAsync(pool).ConfigureAwait(false);
            var site =
                await FindAsync(connection, request.Lab, cancellation).ConfigureAwait(false)
                ?? throw new DockerFailedException(
                    $"starting {request.Lab}",
                    "it has no container any more"
                );
            await site.AssertAsync(site, cancellation).ConfigureAwait(false);
            if (request.Boots)
            {
                await site.StartAgentAsync(cancellation).ConfigureAwait(false);
            }
            request.Done?.Invoke("all hosts run");
            return site;
        }
        catch
        {
            await RemoveQuietlyAsync(connection, request.Lab).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The lab of this name as it is now; null if the engine has no container of it.</summary>
    internal static async Task<DockerSite?> FindAsync(
        DockerConnection connection,
        string lab,
        CancellationToken cancellation
    ) =>
        await ReadAsync(connection, lab, cancellation).ConfigureAwait(false) is [var found]
            ? found
            : null;

    /// <summary>Every lab that has a container, by name, whoever made it.</summary>
    internal static Task<IReadOnlyList<DockerSite>> ListAsync(
        DockerConnection connection,
        CancellationToken cancellation
    ) => ReadAsync(connection, lab: null, cancellation);

    /// <summary>Removes labs, and what is left of some.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="which">Chooses by the labels of a part; all parts of a lab have the same.</param>
    /// <param name="cancellation">Stops between two labs.</param>
    /// <returns>The names of those that were removed.</returns>
    internal static Task<IReadOnlyList<string>> RemoveAllAsync(
        DockerConnection connection,
        Func<SiteLabels, bool> which,
        CancellationToken cancellation
    ) => SiteRemoval.RemoveAllAsync(connection, which, cancellation);

    /// <summary>Throws, with its log, if a host has ended. To be asked when an agent does not answer.</summary>
    /// <exception cref="ContainerDiedException">One has.</exception>
    internal async Task AssertRunningAsync(CancellationToken cancellation) =>
        await AssertAsync(
                await FindAsync(connection, Labels.Lab, cancellation).ConfigureAwait(false),
                cancellation
            )
            .ConfigureAwait(false);

    private async Task AssertAsync(DockerSite? now, CancellationToken cancellation)
    {
        foreach (var container in Containers)
        {
            var there = now?.Containers.FirstOrDefault(other => other.Id == container.Id);
            if (there is null)
            {
                throw new ContainerDiedException(container.Name, "somebody removed it", log: "");
            }
            if (!there.IsRunning)
            {
                throw new ContainerDiedException(
                    container.Name,
                    there.Status,
                    await LogAsync(container, cancellation).ConfigureAwait(false)
                );
            }
        }
    }

    private static async Task<IReadOnlyList<DockerSite>> ReadAsync(
        DockerConnection connection,
        string? lab,
        CancellationToken cancellation
    )
    {
        var parameters = new ContainersListParameters
        {
            All = true,
            Filters = SiteLabels.Filter(lab),
        };
        var listed = await EngineCall
            .RunAsync(
                "listing the labs' containers",
                () => connection.Client.Containers.ListContainersAsync(parameters, cancellation)
            )
            .ConfigureAwait(false);
        return
        [
            .. listed
                .GroupBy(container => container.Labels[SiteLabels.LabKey])
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new DockerSite(
                    connection,
                    SiteLabels.Of(group.First().Labels)!, // they have the key
                    group
                        .Select(container => SiteContainer.From(container, group.Key))
                        .OrderBy(container => container.Name, StringComparer.Ordinal)
                )),
        ];
    }

    /// <summary>Where the engine went away, the first failure says more; what is left has its labels.</summary>
    private static async Task RemoveQuietlyAsync(DockerConnection connection, string lab)
    {
        try
        {
            await SiteRemoval.RemoveAsync(connection, lab).ConfigureAwait(false);
        }
        catch (DockerFailedException) { }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await SiteRemoval.RemoveAsync(connection, Labels.Lab).ConfigureAwait(false);
}
