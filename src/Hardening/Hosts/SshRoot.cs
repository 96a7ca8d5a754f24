using System.Text;
using Renci.SshNet;

namespace Hardening.Hosts;

/// <summary>Root at the other end of a connection: the user itself, or by sudo(8).</summary>
internal sealed class SshRoot
{
    /// <summary>Whoever needs no sudo, and so no password of it.</summary>
    internal const string User = "root";

    private readonly SshClient client;
    private readonly string prefix;
    private readonly string input;

    private SshRoot(SshClient client, string prefix, string input)
    {
        this.client = client;
        this.prefix = prefix;
        this.input = input;
    }

    /// <summary>Finds how the user of a connection becomes root there.</summary>
    /// <exception cref="HostUnreachableException">It does not.</exception>
    internal static async Task<SshRoot> FindAsync(
        SshClient client,
        SshLogin login,
        CancellationToken cancellation
    )
    {
        if (client.ConnectionInfo.Username == User)
        {
            return new SshRoot(client, string.Empty, string.Empty);
        }
        var root = new SshRoot(client, "sudo -k -n ", string.Empty);
        var tried = await root.RunAsync("true", default, cancellation).ConfigureAwait(false);
        if (
            tried.ExitCode != 0
            && await login.FindSudoPasswordAsync(cancellation).ConfigureAwait(false) is { } password
        )
        {
            root = new SshRoot(client, "sudo -k -S -p '' ", password + "\n");
            tried = await root.RunAsync("true", default, cancellation).ConfigureAwait(false);
        }
        return tried.ExitCode == 0
            ? root
            : throw new HostUnreachableException(
                login.Name,
                $"{client.ConnectionInfo.Username} can't become root there: {tried.Error.Trim()} (HLAB_SUDO_PASSWORD holds a password)"
            );
    }

    /// <summary>Runs a command of one word as root, in a channel of its own.</summary>
    /// <param name="word">A constant: the user's login shell reads it.</param>
    /// <param name="script">What it reads; a password goes before it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal Task<CommandResult> RunAsync(
        string word,
        ReadOnlyMemory<byte> script,
        CancellationToken cancellation
    ) =>
        RunAsync(
            client,
            prefix + word,
            (byte[])[.. Encoding.UTF8.GetBytes(input), .. script.Span],
            cancellation
        );

    private static async Task<CommandResult> RunAsync(
        SshClient client,
        string request,
        ReadOnlyMemory<byte> script,
        CancellationToken cancellation
    )
    {
        using var command = client.CreateCommand(request);
        var ending = command.ExecuteAsync(cancellation);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var reading = Task.WhenAll(
            command.OutputStream.CopyToAsync(output, cancellation),
            command.ExtendedOutputStream.CopyToAsync(error, cancellation)
        );
        try
        {
            var stream = command.CreateInputStream();
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(script, cancellation).ConfigureAwait(false);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended already, without reading; its exit code and what it printed tell why.
        }
        await ending.ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        const int signalled = 128;
        return new CommandResult(
            command.ExitStatus ?? signalled,
            output.ToArray(),
            Encoding.UTF8.GetString(error.ToArray())
        );
    }
}
