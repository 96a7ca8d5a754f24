using Hardening.Addresses;
using HardeningLab.Engines.Docker;
using HardeningLab.Topologies;

namespace Integration.Docker;

/// <summary>The container engine of this machine, and what a site of a few hosts takes.</summary>
internal sealed class SiteEngine : IAsyncDisposable
{
    /// <summary>Stands for the agent: it runs, and knows nothing.</summary>
    internal const string Sleeper = "#!/bin/sh\necho started as $*\nexec sleep 600\n";

    private readonly List<SiteRequest> requests = [];

    private SiteEngine(DockerConnection connection, string target, string client)
    {
        Connection = connection;
        TargetImage = target;
        ClientImage = client;
    }

    internal DockerConnection Connection { get; }

    internal string TargetImage { get; }

    internal string ClientImage { get; }

    /// <summary>Skips the test where no engine may be used, or where it has no images of ours.</summary>
    internal static async Task<SiteEngine> OpenAsync()
    {
        DockerHere.SkipUnlessUsable();
        var connection = await DockerConnection.OpenAsync(Cancellation);
        var target = await NewestAsync(connection, "hardeninglab/target");
        var client = await NewestAsync(connection, "hardeninglab/client");
        Assert.SkipWhen(target is null || client is null, "no images: lab/images makes them");
        return new(connection, target, client);
    }

    /// <summary>A request for a target with some networks.</summary>
    /// <param name="networks">How many; the last is <c>wan0</c>.</param>
    /// <param name="agent">A script to be run as the agent.</param>
    internal SiteRequest Request(int networks = 2, string agent = Sleeper)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, agent);
        var request = new SiteRequest(
            [.. Enumerable.Range(0, networks).Select(number => Plan(number, networks))],
            TargetImage,
            ClientImage,
            file
        );
        requests.Add(request);
        return request;
    }

    /// <summary>The image that boots with systemd; skips the test where there is none.</summary>
    internal async Task<string> ServerImageAsync()
    {
        var server = await NewestAsync(Connection, "hardeninglab/server");
        Assert.SkipWhen(server is null, "no image: lab/images server:12 makes it");
        return server;
    }

    /// <summary>Everything that the engine has of a lab: names of containers, networks and volumes.</summary>
    internal async Task<IReadOnlyList<string>> PartsAsync(string lab)
    {
        var client = Connection.Client;
        var containers = await client.Containers.ListContainersAsync(
            new() { All = true },
            Cancellation
        );
        var networks = await client.Networks.ListNetworksAsync(new(), Cancellation);
        var volumes = await client.Volumes.ListAsync(Cancellation);
        return
        [
            .. containers
                .SelectMany(container => container.Names)
                .Select(name => name.TrimStart('/'))
                .Concat(networks.Select(network => network.Name))
                .Concat((volumes.Volumes ?? []).Select(volume => volume.Name))
                .Where(name => name.StartsWith(lab, StringComparison.Ordinal)),
        ];
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Network Plan(int number, int networks) =>
        new(
            number == networks - 1 ? "wan0" : $"lan{number}",
            Address.Parse($"192.168.{number}.10"),
            Address.Parse($"fd00:{number}::10"),
            Address.Parse($"fe80::{number + 2}"),
            [Prefix.Parse($"192.168.{number}.0/24"), Prefix.Parse($"fd00:{number}::/64")]
        );

    private static async Task<string?> NewestAsync(
        DockerConnection connection,
        string repository
    ) =>
        (await connection.Client.Images.ListImagesAsync(new(), Cancellation))
            .SelectMany(image => (image.RepoTags ?? []).Select(tag => (image.Created, tag)))
            // Podman says so of what was made on its machine.
            .Where(image =>
                image
                    .tag.Replace("localhost/", "", StringComparison.Ordinal)
                    .StartsWith($"{repository}:12-", StringComparison.Ordinal)
            )
            .OrderByDescending(image => image.Created)
            .Select(image => image.tag)
            .FirstOrDefault();

    /// <summary>A test that fails leaves no site behind either.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var request in requests)
        {
            await SiteRemoval.RemoveAsync(Connection, request.Lab);
            File.Delete(request.AgentFile);
        }
        Connection.Dispose();
    }
}
