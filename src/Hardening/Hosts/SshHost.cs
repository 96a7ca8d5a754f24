using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Hardening.Hosts;

/// <summary>A host that is reached by SSH: one connection, and a channel for each command.</summary>
/// <remarks>
/// What is run is a constant, <c>sh</c> or sudo of it, as the user's login shell need not be POSIX; the command itself
/// arrives on its standard input.
/// </remarks>
internal sealed class SshHost(SshAddress address, SshOptions options) : IHost
{
    private readonly SshLogin login = new(address, options);
    private readonly SemaphoreSlim gate = new(1);
    private SshClient? client;
    private SshRoot? root;

    /// <inheritdoc/>
    public string Name => address.ToString();

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
            var connected = await ConnectAsync(cancellation).ConfigureAwait(false);
            return await connected
                .RunAsync(
                    "sh",
                    Encoding.UTF8.GetBytes(ShellText.Script(command, input.Span)),
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (Exception broken) when (IsOfTheConnection(broken))
        {
            throw new HostUnreachableException(Name, broken.Message);
        }
    }

    /// <inheritdoc/>
    public async Task ReconnectAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await ConnectAnewAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception broken) when (IsOfTheConnection(broken))
        {
            throw new HostUnreachableException(Name, broken.Message);
        }
        finally
        {
            gate.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        gate.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SshRoot> ConnectAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return client is { IsConnected: true } && root is not null
                ? root
                : await ConnectAnewAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The old connection goes once there is a new one.</summary>
    private async Task<SshRoot> ConnectAnewAsync(CancellationToken cancellation)
    {
        var made = await login.ConnectAsync(cancellation).ConfigureAwait(false);
        try
        {
            root = await SshRoot.FindAsync(made, login, cancellation).ConfigureAwait(false);
        }
        catch
        {
            made.Dispose();
            throw;
        }
        client?.Dispose();
        client = made;
        return root;
    }

    private static bool IsOfTheConnection(Exception failure) =>
        failure is SshException or SocketException or IOException;
}
