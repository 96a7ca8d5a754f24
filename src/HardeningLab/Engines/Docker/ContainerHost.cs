using Hardening;
using Hardening.Hosts;

namespace HardeningLab.Engines.Docker;

/// <summary>A container as a host that is read and changed, by the engine's interface; no docker client is needed.</summary>
/// <param name="container">Its name, or enough of its number.</param>
/// <remarks>Commands run as root, whoever the container's own user is; the rules of its network need CAP_NET_ADMIN.</remarks>
public sealed class ContainerHost(string container) : IHost
{
    private const string Scheme = "docker:";
    private DockerConnection? connection;

    /// <summary>How people name one: <c>docker:NAME</c>.</summary>
    public static HostForm Form { get; } =
        new(Scheme, $"{Scheme}NAME", name => new ContainerHost(name));

    /// <inheritdoc/>
    public string Name => Scheme + container;

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command,
        ReadOnlyMemory<byte> input,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(command);
        try
        {
            connection ??= await DockerConnection.OpenAsync(cancellation).ConfigureAwait(false);
            var parameters = ContainerExec.Attached(command);
            parameters.User = "0";
            var stream = await new ContainerExec(connection.Client, container, container)
                .StartAsync(parameters, cancellation)
                .ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var output = await stream.ExchangeAsync(input, cancellation).ConfigureAwait(false);
                return new(
                    await stream.ExitCodeAsync(cancellation).ConfigureAwait(false),
                    output,
                    stream.Error
                );
            }
        }
        catch (HardeningException failure)
            when (failure is DockerFailedException or DockerUnfitException)
        {
            throw new HostUnreachableException(Name, failure.Message);
        }
    }

    /// <summary>Every command has a way of its own already.</summary>
    public Task ReconnectAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        connection?.Dispose();
        return ValueTask.CompletedTask;
    }
}
