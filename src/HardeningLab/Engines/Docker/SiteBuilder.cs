using System.Diagnostics;
using Docker.DotNet;
using Docker.DotNet.Models;
using HardeningLab.Engines.Agents;

namespace HardeningLab.Engines.Docker;

/// <summary>
/// Makes the parts of a lab, each as soon as those that it needs are there. A call that was sent is waited for even after a
/// failure: only then is it certain what there is to remove.
/// </summary>
internal sealed class SiteBuilder(
    DockerConnection connection,
    SiteRequest request,
    SiteLabels labels,
    KernelSettings settings,
    CancellationToken cancellation
)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Makes and starts everything.</summary>
    /// <exception cref="SettingRefusedException">The engine does not know a kernel setting: try again without it.</exception>
    internal async Task BuildAsync(SubnetPool pool)
    {
        var maker = new NetworkMaker(connection, request, labels, settings, pool);
        var archive = AgentArchive.PackAsync(request.AgentFile, cancellation);
        var volume = CreateVolumeAsync();
        var networks = request.Networks.Select(maker.CreateAsync).ToArray();
        var containers = new ContainerPlan(
            connection,
            request,
            labels,
            settings,
            request.Boots && await HasUnifiedGroupsAsync().ConfigureAwait(false)
        );
        var target = CreateTargetAsync(containers, networks[0], volume);
        var agent = PutAgentAsync(target, archive);
        var joined = networks.Skip(1).Select(network => JoinAsync(target, network)).ToArray();
        var clients = networks
            .Select(network => CreateClientAsync(containers, network, volume))
            .ToArray();
        await Task.WhenAll([
                StartAsync(target, [agent, .. joined]),
                .. clients.Select(client => StartAsync(client, [agent])),
            ])
            .ConfigureAwait(false);
    }

    private async Task CreateVolumeAsync()
    {
        await CallAsync(
                $"creating the volume {request.Lab}",
                () =>
                    connection.Client.Volumes.CreateAsync(
                        new() { Name = request.Lab, Labels = labels.For("volume") }
                    )
            )
            .ConfigureAwait(false);
        Tell("volume created");
    }

    private async Task<bool> HasUnifiedGroupsAsync() =>
        (
            await connection.Client.System.GetSystemInfoAsync(cancellation).ConfigureAwait(false)
        ).CgroupVersion == "2";

    private async Task<string> CreateTargetAsync(
        ContainerPlan containers,
        Task<SiteNetwork> network,
        Task volume
    )
    {
        var first = await network.ConfigureAwait(false);
        await volume.ConfigureAwait(false);
        return await CreateAsync(containers.Target(first)).ConfigureAwait(false);
    }

    private async Task<string> CreateClientAsync(
        ContainerPlan containers,
        Task<SiteNetwork> network,
        Task volume
    )
    {
        var own = await network.ConfigureAwait(false);
        await volume.ConfigureAwait(false);
        return await CreateAsync(containers.Client(own)).ConfigureAwait(false);
    }

    private async Task<string> CreateAsync(CreateContainerParameters parameters)
    {
        try
        {
            var created = await CallAsync(
                    $"creating the container {parameters.Name}",
                    () => connection.Client.Containers.CreateContainerAsync(parameters)
                )
                .ConfigureAwait(false);
            Tell($"{parameters.Name} created");
            return created.ID;
        }
        catch (DockerFailedException failure)
            when (failure.InnerException is DockerImageNotFoundException missing)
        {
            throw new ImageMissingException(parameters.Image, connection.Endpoint, missing);
        }
    }

    private async Task PutAgentAsync(Task<string> target, Task<MemoryStream> archive)
    {
        var packed = await archive.ConfigureAwait(false);
        await using (packed.ConfigureAwait(false))
        {
            var id = await target.ConfigureAwait(false);
            await CallAsync(
                    $"copying {request.AgentFile} into the lab",
                    () =>
                        connection.Client.Containers.ExtractArchiveToContainerAsync(
                            id,
                            new() { Path = AgentFiles.Folder },
                            packed
                        )
                )
                .ConfigureAwait(false);
        }
        Tell("agent copied");
    }

    private async Task JoinAsync(Task<string> target, Task<SiteNetwork> network)
    {
        var id = await target.ConfigureAwait(false);
        var joined = await network.ConfigureAwait(false);
        await CallAsync(
                $"joining the target to {joined.Name}",
                () =>
                    connection.Client.Networks.ConnectNetworkAsync(
                        joined.Name,
                        new() { Container = id, EndpointConfig = joined.EndpointOfTarget }
                    )
            )
            .ConfigureAwait(false);
    }

    private async Task StartAsync(Task<string> container, Task[] needed)
    {
        var id = await container.ConfigureAwait(false);
        await Task.WhenAll(needed).ConfigureAwait(false);
        await CallAsync(
                $"starting a container of {request.Lab}",
                () => connection.Client.Containers.StartContainerAsync(id, new())
            )
            .ConfigureAwait(false);
        Tell("container started");
    }

    private Task CallAsync(string doing, Func<Task> call) =>
        CallAsync(
            doing,
            async () =>
            {
                await call().ConfigureAwait(false);
                return true;
            }
        );

    /// <summary>Calls the engine unless the caller has given up.</summary>
    private async Task<T> CallAsync<T>(string doing, Func<Task<T>> call)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await EngineCall.RunAsync(doing, call).ConfigureAwait(false);
        }
        catch (DockerFailedException failure) when (failure.InnerException is DockerApiException)
        {
            var refused = settings.RefusedBy(failure.Message, request.Networks.Count);
            if (refused.Count > 0)
            {
                throw new SettingRefusedException(failure, refused);
            }
            if (IsAboutCapabilities(failure))
            {
                throw DockerUnfitException.NoNetAdmin(connection.Endpoint, failure);
            }
            throw;
        }
    }

    /// <summary>
    /// runc's "unable to apply caps", crun's "set capabilities", and what runc says where it lacks NET_ADMIN itself and so
    /// can't set what a lab needs in the network namespace.
    /// </summary>
    private static bool IsAboutCapabilities(DockerFailedException failure) =>
        failure.Message.Contains("apply caps", StringComparison.OrdinalIgnoreCase)
        || failure.Message.Contains("capabilities", StringComparison.OrdinalIgnoreCase)
        || failure.Message.Contains(
            "container init: operation not permitted",
            StringComparison.OrdinalIgnoreCase
        );

    private void Tell(string what) =>
        request.Done?.Invoke($"{clock.ElapsedMilliseconds, 5} ms {what}");
}
