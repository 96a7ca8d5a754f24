using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace HardeningLab.Engines.Docker;

/// <summary>Removes labs by label, so that it makes no difference who made them and how far they came.</summary>
internal static class SiteRemoval
{
    /// <summary>A network or volume may be held for a moment after its last container has gone.</summary>
    private const int MaxTries = 20;

    private const int LabsAtOnce = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    internal static async Task<IReadOnlyList<string>> RemoveAllAsync(
        DockerConnection connection,
        Func<SiteLabels, bool> which,
        CancellationToken cancellation
    )
    {
        var labs = (await ReadPartsAsync(connection, lab: null).ConfigureAwait(false))
            .All.Where(which)
            .Select(labels => labels.Lab)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        await Parallel
            .ForEachAsync(
                labs,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = LabsAtOnce,
                    CancellationToken = cancellation,
                },
                async (lab, _) => await RemoveAsync(connection, lab).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        return labs;
    }

    /// <summary>Removes every part of a lab; a part that is gone already is as good.</summary>
    /// <exception cref="DockerFailedException">The engine keeps one.</exception>
    internal static async Task RemoveAsync(DockerConnection connection, string lab)
    {
        var parts = await ReadPartsAsync(connection, lab).ConfigureAwait(false);
        var gone = parts
            .Containers.Select(container => (container.Network, Task: RemoveAsync(container)))
            .ToList();
        await Task.WhenAll([
                .. gone.Select(container => container.Task),
                .. parts.Networks.Select(RemoveNetworkAsync),
                .. parts.Volumes.Select(RemoveVolumeAsync),
            ])
            .ConfigureAwait(false);

        Task RemoveAsync(LabelledPart container) =>
            RepeatAsync(
                $"removing a container of {lab}",
                () =>
                    connection.Client.Containers.RemoveContainerAsync(
                        container.Id,
                        new() { Force = true, RemoveVolumes = true }
                    )
            );

        // The engine takes networks away one after the other: it can begin with the first that nobody is on.
        async Task RemoveNetworkAsync(LabelledPart network)
        {
            await Task.WhenAll(
                    gone.Where(container =>
                            container.Network is null || container.Network == network.Network
                        )
                        .Select(container => container.Task)
                )
                .ConfigureAwait(false);
            await RepeatAsync(
                    $"removing a network of {lab}",
                    () => connection.Client.Networks.DeleteNetworkAsync(network.Id)
                )
                .ConfigureAwait(false);
        }

        async Task RemoveVolumeAsync(LabelledPart volume)
        {
            await Task.WhenAll(gone.Select(container => container.Task)).ConfigureAwait(false);
            await RepeatAsync(
                    $"removing the volume {volume.Id}",
                    () => connection.Client.Volumes.RemoveAsync(volume.Id, force: true)
                )
                .ConfigureAwait(false);
        }
    }

    private static async Task RepeatAsync(string doing, Func<Task> call)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await EngineCall.RunAsync(doing, call).ConfigureAwait(false);
                return;
            }
            catch (DockerFailedException failure)
                when (failure.InnerException
                        is DockerApiException { StatusCode: HttpStatusCode.NotFound }
                )
            {
                return;
            }
            catch (DockerFailedException failure)
                when (failure.InnerException is DockerApiException && tries < MaxTries)
            {
                await Task.Delay(Pause).ConfigureAwait(false);
            }
        }
    }

    private static Task<LabelledParts> ReadPartsAsync(DockerConnection connection, string? lab)
    {
        var filter = SiteLabels.Filter(lab);
        var client = connection.Client;
        return EngineCall.RunAsync(
            "listing what belongs to labs",
            async () =>
            {
                var containers = client.Containers.ListContainersAsync(
                    new() { All = true, Filters = filter }
                );
                var networks = client.Networks.ListNetworksAsync(new() { Filters = filter });
                var volumes = client.Volumes.ListAsync(
                    new VolumesListParameters { Filters = filter }
                );
                await Task.WhenAll(containers, networks, volumes).ConfigureAwait(false);
                return new LabelledParts(
                    [
                        .. from one in await containers.ConfigureAwait(false)
                        select LabelledPart.Of(one.ID, one.Labels),
                    ],
                    [
                        .. from one in await networks.ConfigureAwait(false)
                        select LabelledPart.Of(one.ID, one.Labels),
                    ],
                    [
                        .. from one in (await volumes.ConfigureAwait(false)).Volumes ?? []
                        select LabelledPart.Of(one.Name, one.Labels),
                    ]
                );
            }
        );
    }

    /// <summary>What the engine has of labs.</summary>
    private sealed record LabelledParts(
        LabelledPart[] Containers,
        LabelledPart[] Networks,
        LabelledPart[] Volumes
    )
    {
        internal IEnumerable<SiteLabels> All =>
            Containers
                .Concat(Networks)
                .Concat(Volumes)
                .Select(part => part.Labels)
                .OfType<SiteLabels>();
    }

    /// <summary>One thing of them, and the network that it belongs to.</summary>
    private sealed record LabelledPart(string Id, SiteLabels? Labels, string? Network)
    {
        internal static LabelledPart Of(string id, IDictionary<string, string> labels) =>
            new(
                id,
                SiteLabels.Of(labels),
                labels.TryGetValue(SiteLabels.NetworkKey, out var network) ? network : null
            );
    }
}
