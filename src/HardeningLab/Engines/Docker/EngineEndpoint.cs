using System.Net;
using System.Net.Sockets;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Docker;

/// <summary>Where a container engine may listen.</summary>
/// <param name="Address"><c>unix:///PATH</c> or <c>tcp://HOST:PORT</c>.</param>
/// <param name="IsNamed">Whether DOCKER_HOST names it, so that no other is asked.</param>
internal sealed record EngineEndpoint(Uri Address, bool IsNamed)
{
    private const string HostVariable = "DOCKER_HOST";

    /// <summary>Whether it is a socket in the file system.</summary>
    internal bool IsSocket => Address.Scheme == "unix";

    /// <summary>The socket's path, or the address as it is.</summary>
    internal string Path => IsSocket ? Address.LocalPath : Address.OriginalString;

    /// <summary>Those to try, in this order.</summary>
    /// <param name="variable">Reads a variable of the environment; null or empty if it is not set.</param>
    /// <exception cref="DockerUnfitException">DOCKER_HOST names what can't be reached from here.</exception>
    internal static IReadOnlyList<EngineEndpoint> Candidates(Func<string, string?> variable)
    {
        if (variable(HostVariable) is { Length: > 0 } host)
        {
            return
                Uri.TryCreate(host, UriKind.Absolute, out var named)
                && named.Scheme is "unix" or "tcp" or "http" or "https"
                ? [new(named, IsNamed: true)]
                : throw DockerUnfitException.UnknownScheme(host);
        }
        var runtime = variable("XDG_RUNTIME_DIR") is { Length: > 0 } folder ? folder : null;
        return
        [
            Socket("/var/run/docker.sock"),
            .. runtime is null ? [] : new[] { Socket($"{runtime}/docker.sock") },
            Socket("/run/podman/podman.sock"),
            .. runtime is null ? [] : new[] { Socket($"{runtime}/podman/podman.sock") },
        ];
    }

    /// <summary>Knocks at the door, for the errors that say most.</summary>
    /// <param name="deadline">How long it may take.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is wrong; null if somebody opens.</returns>
    internal async Task<SocketException?> FindProblemAsync(
        TimeSpan deadline,
        CancellationToken cancellation
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(deadline);
        try
        {
            using var socket = IsSocket
                ? UnixSocket.Open()
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            EndPoint place = IsSocket
                ? new UnixDomainSocketEndPoint(Path)
                : new DnsEndPoint(Address.Host, Address.Port);
            await socket.ConnectAsync(place, ending.Token).ConfigureAwait(false);
            return null;
        }
        catch (SocketException failure)
        {
            return failure;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SocketException((int)SocketError.TimedOut);
        }
    }

    /// <summary>Says in a few words what was found instead of an engine.</summary>
    internal static string Describe(SocketException problem) =>
        problem.SocketErrorCode switch
        {
            SocketError.AddressNotAvailable => "no such file",
            SocketError.ConnectionRefused => "nobody listens",
            SocketError.TimedOut => "no answer",
            _ => problem.Message,
        };

    /// <summary>As people write it, and who said so.</summary>
    public override string ToString() => IsNamed ? $"{Path} (of {HostVariable})" : Path;

    private static EngineEndpoint Socket(string path) => new(new Uri($"unix://{path}"), false);
}
