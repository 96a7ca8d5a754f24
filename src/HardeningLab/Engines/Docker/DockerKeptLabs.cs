using System.Security.Cryptography;
using System.Text.Json;
using Hardening;
using HardeningLab.Engines.Kept;
using HardeningLab.Engines.Remote;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Docker;

/// <summary>Kept labs of containers: the engine holds them, and their card is a label.</summary>
/// <param name="options">What kind of machine a new lab's target is.</param>
public sealed class DockerKeptLabs(DockerOptions options) : IKeptLabs
{
    /// <inheritdoc/>
    public string Engine => "docker";

    /// <inheritdoc/>
    public async Task UpAsync(
        LabCard card,
        LabPlan plan,
        Func<ILab, Task> prepareAsync,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(prepareAsync);
        using var connection = await DockerConnection.OpenAsync(cancellation).ConfigureAwait(false);
        if (
            await FindSiteAsync(connection, card.Name, cancellation).ConfigureAwait(false)
            is not null
        )
        {
            throw LabName.IsTaken(card.Name);
        }
        // Of a name of its own: whoever clears up behind a failure must not meet another lab of this name.
        var site = await SiteLab
            .StartAsync(
                connection,
                options,
                plan,
                JsonSerializer.Serialize(card, KeptJson.Default.LabCard),
                $"hlab-{card.Name.ToLowerInvariant()}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}",
                cancellation
            )
            .ConfigureAwait(false);
        try
        {
            var lab = await SiteLab
                .MakeAsync(site, options, plan, owned: null, cancellation)
                .ConfigureAwait(false);
            await using (lab.ConfigureAwait(false))
            {
                await prepareAsync(lab).ConfigureAwait(false);
            }
            var first = await FindSiteAsync(connection, card.Name, cancellation)
                .ConfigureAwait(false);
            if (first?.Labels.Lab != site.Labels.Lab)
            {
                throw LabName.IsTaken(card.Name);
            }
        }
        catch
        {
            await site.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LabCard>> ListAsync(CancellationToken cancellation)
    {
        using var connection = await FindEngineAsync(cancellation).ConfigureAwait(false);
        return connection is null
            ? []
            :
            [
                .. from site in await DockerSite
                    .ListAsync(connection, cancellation)
                    .ConfigureAwait(false)
                let card = CardOf(site.Labels)
                where card is not null
                orderby card.Name
                select card,
            ];
    }

    /// <inheritdoc/>
    public async Task<ILab> OpenAsync(string name, CancellationToken cancellation)
    {
        var connection = await DockerConnection.OpenAsync(cancellation).ConfigureAwait(false);
        try
        {
            var site = await GetSiteAsync(connection, name, cancellation).ConfigureAwait(false);
            return await SiteLab
                .ConnectAsync(site, new OpenConnection(connection), cancellation)
                .ConfigureAwait(false);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<int> RunInHostAsync(
        string name,
        string host,
        EquatableArray<string> command,
        CancellationToken cancellation
    )
    {
        using var connection = await DockerConnection.OpenAsync(cancellation).ConfigureAwait(false);
        var site = await GetSiteAsync(connection, name, cancellation).ConfigureAwait(false);
        var container =
            host == HostNames.Target
                ? site.Target
                : site.Clients.First(client => client.Network == host);
        return await new ContainerCommand(site, container)
            .RunAsync(
                command.Count > 0
                    ? command
                    : ["env", $"PS1={name}:{host}:\\w# ", "bash", "--norc", "--noprofile", "-i"],
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> DownAsync(string name, CancellationToken cancellation)
    {
        using var connection = await FindEngineAsync(cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return false;
        }
        var gone = await DockerSite
            .RemoveAllAsync(connection, labels => CardOf(labels)?.Name == name, cancellation)
            .ConfigureAwait(false);
        return gone.Count > 0;
    }

    /// <summary>Removes everything that has our label, of kept labs and of proofs that were killed.</summary>
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> DownAllAsync(CancellationToken cancellation)
    {
        using var connection = await FindEngineAsync(cancellation).ConfigureAwait(false);
        return connection is null
            ? []
            : await DockerSite
                .RemoveAllAsync(connection, _ => true, cancellation)
                .ConfigureAwait(false);
    }

    /// <summary>Where nobody named an engine and none can be used, there are no labs of one.</summary>
    private static async Task<DockerConnection?> FindEngineAsync(CancellationToken cancellation)
    {
        try
        {
            return await DockerConnection.OpenAsync(cancellation).ConfigureAwait(false);
        }
        catch (DockerUnfitException)
            when (Environment.GetEnvironmentVariable("DOCKER_HOST") is null or "")
        {
            return null;
        }
    }

    private static async Task<DockerSite> GetSiteAsync(
        DockerConnection connection,
        string name,
        CancellationToken cancellation
    ) =>
        await FindSiteAsync(connection, name, cancellation).ConfigureAwait(false)
        ?? throw new LabConnectionException($"{name} is gone");

    /// <summary>The lab of that name; the first, while a second is on its way to find that the name is taken.</summary>
    private static async Task<DockerSite?> FindSiteAsync(
        DockerConnection connection,
        string name,
        CancellationToken cancellation
    ) =>
        (await DockerSite.ListAsync(connection, cancellation).ConfigureAwait(false))
            .Where(site => CardOf(site.Labels)?.Name == name)
            .MinBy(site => (site.Labels.Created, site.Labels.Lab));

    /// <summary>The card of a kept lab; null for one of a proof.</summary>
    private static LabCard? CardOf(SiteLabels labels)
    {
        if (labels.Plan.Length == 0)
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize(labels.Plan, KeptJson.Default.LabCard);
        }
        catch (JsonException)
        {
            // Of another version of this program; `down --all` removes it.
            return null;
        }
    }

    /// <summary>A connection that ends with the lab that was opened over it.</summary>
    private sealed class OpenConnection(DockerConnection connection) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            connection.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
