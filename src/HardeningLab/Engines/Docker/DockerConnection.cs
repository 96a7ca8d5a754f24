using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.Models;

namespace HardeningLab.Engines.Docker;

/// <summary>A container engine that can run labs: Docker, or Podman behind the same interface.</summary>
internal sealed class DockerConnection : IDisposable
{
    /// <summary>The oldest API that labs were run on.</summary>
    internal static readonly System.Version Oldest = new(1, 41);

    /// <summary>The engine that brought it.</summary>
    internal const string OldestName = "Docker 20.10";

    /// <summary>The API whose meanings this code was written for; newer engines speak it too.</summary>
    private static readonly System.Version Newest = new(1, 44);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>For one call; where many labs start at once on a slow machine, one start takes its time.</summary>
    private static readonly TimeSpan CallDeadline = TimeSpan.FromMinutes(2);

    private DockerConnection(
        EngineEndpoint endpoint,
        DockerClient client,
        System.Version api,
        VersionResponse version
    )
    {
        Api = api;
        Endpoint = endpoint;
        Client = client;
        EngineVersion = version.Version;
        EngineApi = System.Version.Parse(version.APIVersion);
        Architecture = version.Arch;
        Kernel = ParseKernel(version.KernelVersion);
        IsPodman =
            version.Components?.Any(part =>
                part.Name.Contains("Podman", StringComparison.OrdinalIgnoreCase)
            ) == true;
    }

    internal EngineEndpoint Endpoint { get; }

    internal DockerClient Client { get; }

    /// <summary>The engine's own version, such as <c>20.10.24</c>.</summary>
    internal string EngineVersion { get; }

    /// <summary>The newest API that the engine speaks.</summary>
    internal System.Version EngineApi { get; }

    /// <summary>The API that is spoken with it.</summary>
    internal System.Version Api { get; }

    /// <summary>The machine that containers run on, as Go spells it: <c>amd64</c>, <c>arm64</c>.</summary>
    internal string Architecture { get; }

    /// <summary>The version of the kernel that containers run on; 0.0 if it says none.</summary>
    internal System.Version Kernel { get; }

    internal bool IsPodman { get; }

    /// <summary>Finds the engine that this process's environment names, or the one that listens at a usual place.</summary>
    /// <exception cref="DockerUnfitException">There is none, or it can't run labs.</exception>
    internal static Task<DockerConnection> OpenAsync(CancellationToken cancellation) =>
        OpenAsync(Environment.GetEnvironmentVariable, Deadline, cancellation);

    /// <param name="variable">Reads a variable of the environment.</param>
    /// <param name="deadline">How long an engine may take to answer.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<DockerConnection> OpenAsync(
        Func<string, string?> variable,
        TimeSpan deadline,
        CancellationToken cancellation
    )
    {
        var tried = new List<string>();
        EngineEndpoint? denied = null;
        foreach (var endpoint in EngineEndpoint.Candidates(variable))
        {
            var problem = await endpoint
                .FindProblemAsync(deadline, cancellation)
                .ConfigureAwait(false);
            if (problem is null)
            {
                return await OpenAsync(
                        endpoint,
                        EngineCertificates.Find(variable),
                        deadline,
                        cancellation
                    )
                    .ConfigureAwait(false);
            }
            if (problem.SocketErrorCode == SocketError.AccessDenied)
            {
                denied ??= endpoint;
            }
            tried.Add($"{endpoint}: {EngineEndpoint.Describe(problem)}");
        }
        throw denied is null
            ? DockerUnfitException.NoEngine(tried, EngineRemedy.Find())
            : DockerUnfitException.Denied(denied, Environment.UserName);
    }

    private static async Task<DockerConnection> OpenAsync(
        EngineEndpoint endpoint,
        IAuthProvider? credentials,
        TimeSpan deadline,
        CancellationToken cancellation
    )
    {
        using var first = Build(endpoint, credentials, api: null);
        var version = await AskVersionAsync(first, endpoint, deadline, cancellation)
            .ConfigureAwait(false);
        if (version.Os is { Length: > 0 } system && system != "linux")
        {
            throw DockerUnfitException.WrongSystem(endpoint, system);
        }
        var newest = System.Version.Parse(version.APIVersion);
        if (newest < Oldest)
        {
            throw DockerUnfitException.TooOld(endpoint, version.Version, version.APIVersion);
        }
        var api = Negotiate(newest, version);
        return new(endpoint, Build(endpoint, credentials, api), api, version);
    }

    /// <summary>The newest version that both know; the engine's own lower bound where it has left ours behind.</summary>
    private static System.Version Negotiate(System.Version newest, VersionResponse version) =>
        System.Version.TryParse(version.MinAPIVersion, out var least) && least > Newest ? least
        : newest < Newest ? newest
        : Newest;

    private static async Task<VersionResponse> AskVersionAsync(
        DockerClient client,
        EngineEndpoint endpoint,
        TimeSpan deadline,
        CancellationToken cancellation
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(deadline);
        try
        {
            var version = await client.System.GetVersionAsync(ending.Token).ConfigureAwait(false);
            return System.Version.TryParse(version.APIVersion, out _)
                ? version
                : throw DockerUnfitException.NotAnEngine(
                    endpoint,
                    "its version has no ApiVersion",
                    inner: null
                );
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw DockerUnfitException.Silent(endpoint, deadline);
        }
        catch (Exception failure)
            when (failure
                    is DockerApiException
                        or HttpRequestException
                        or IOException
                        or System.Text.Json.JsonException
            )
        {
            throw DockerUnfitException.NotAnEngine(endpoint, failure.Message, failure);
        }
    }

    private static DockerClient Build(
        EngineEndpoint endpoint,
        IAuthProvider? credentials,
        System.Version? api
    )
    {
        var builder = new DockerClientBuilder()
            .WithEndpoint(endpoint.Address)
            .WithTimeout(CallDeadline);
        if (credentials is not null && !endpoint.IsSocket)
        {
            builder = builder.WithAuthProvider(credentials);
        }
        return (api is null ? builder : builder.WithApiVersion(api)).Build();
    }

    /// <summary>Reads <c>6.1.0-18-amd64</c> as 6.1.</summary>
    private static System.Version ParseKernel(string? release)
    {
        var parts = (release ?? "").Split('.', '-');
        return
            parts.Length > 1
            && int.TryParse(parts[0], out var major)
            && int.TryParse(parts[1], out var minor)
            ? new(major, minor)
            : new(0, 0);
    }

    public void Dispose() => Client.Dispose();
}
