using System.Globalization;
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
    private const string Root = "root";
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private SshClient? client;
    private SudoKind sudo;

    /// <summary>How an ordinary user becomes root.</summary>
    private enum SudoKind
    {
        None,
        WithoutPassword,
        WithPassword,
    }

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
            var script = Encoding.UTF8.GetBytes(ShellText.Script(command, input.Span));
            return sudo == SudoKind.None
                ? await RunAsync(connected, "sh", script, cancellation).ConfigureAwait(false)
                : await RunBySudoAsync(connected, "sh", script, cancellation).ConfigureAwait(false);
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

    private async Task<SshClient> ConnectAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (client is { IsConnected: true })
            {
                return client;
            }
            return await ConnectAnewAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The old connection goes once there is a new one.</summary>
    private async Task<SshClient> ConnectAnewAsync(CancellationToken cancellation)
    {
        var made = await LogInAsync(cancellation).ConfigureAwait(false);
        try
        {
            await FindSudoAsync(made, cancellation).ConfigureAwait(false);
        }
        catch
        {
            made.Dispose();
            throw;
        }
        client?.Dispose();
        client = made;
        return made;
    }

    private static bool IsOfTheConnection(Exception failure) =>
        failure is SshException or SocketException or IOException;

    private async Task<SshClient> LogInAsync(CancellationToken cancellation)
    {
        var known = new KnownHosts(
            options.KnownHostsFiles.Where(File.Exists).Select(File.ReadAllText)
        );
        var info = new ConnectionInfo(address.Host, address.Port, address.User, Methods())
        {
            Timeout = ConnectPatience,
        };
        PreferKnownKeys(info, known.TypesOf(address.KnownAs));
        var made = new SshClient(info) { KeepAliveInterval = KeepAlive };
        string? distrust = null;
        made.HostKeyReceived += (_, shown) =>
        {
            distrust = Distrust(known, shown);
            shown.CanTrust = distrust is null;
        };
        try
        {
            await made.ConnectAsync(cancellation).ConfigureAwait(false);
            return made;
        }
        catch (Exception failure)
        {
            made.Dispose();
            throw distrust is null && failure is not SshAuthenticationException
                ? failure
                : new HostUnreachableException(Name, distrust ?? Unwelcome(failure));
        }
    }

    /// <summary>A server shows one of its keys: it should be one that we know, as of ssh(1).</summary>
    private static void PreferKnownKeys(ConnectionInfo info, IReadOnlySet<string> types)
    {
        foreach (var algorithm in info.HostKeyAlgorithms.Keys.ToList())
        {
            var type = algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal)
                ? "ssh-rsa"
                : algorithm;
            if (types.Count > 0 && !types.Contains(type))
            {
                info.HostKeyAlgorithms.Remove(algorithm);
            }
        }
    }

    /// <summary>Why the key is not trusted; null if it is.</summary>
    private string? Distrust(KnownHosts known, HostKeyEventArgs shown)
    {
        var files = string.Join(" and ", options.KnownHostsFiles);
        var key = $"its {KnownHosts.TypeOf(shown.HostKey)} key SHA256:{shown.FingerPrintSHA256}";
        switch (known.Ask(address.KnownAs, shown.HostKey))
        {
            case KnownHosts.Answer.Trusted:
                return null;
            case KnownHosts.Answer.Revoked:
                return $"{key} is revoked in {files}: somebody may be pretending to be this host";
            case KnownHosts.Answer.Changed:
                return $"{key} is not the one in {files}: somebody may be pretending to be this host; if its key has changed, remove the old one with: ssh-keygen -R '{address.KnownAs}'";
            default:
                if (!options.AcceptsNew)
                {
                    return $"{key} is not in {files}: compare it with the host's own, and log in once with ssh, or use --accept-new";
                }
                WriteDown(shown.HostKey);
                return null;
        }
    }

    private void WriteDown(byte[] key)
    {
        var file = options.KnownHostsFiles[0];
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!; // a file has one
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
        var separator = File.Exists(file) && File.ReadAllText(file) is [.., not '\n'] ? "\n" : "";
        File.AppendAllText(file, separator + KnownHosts.LineFor(address.KnownAs, key));
    }

    private AuthenticationMethod[] Methods()
    {
        var keys = options.KeyFiles.Where(File.Exists).Select(ReadKey).ToArray();
        List<AuthenticationMethod> methods = [];
        if (keys.Length > 0)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(address.User, keys));
        }
        if (options.Password is { } password)
        {
            methods.Add(new PasswordAuthenticationMethod(address.User, password));
        }
        return methods.Count > 0
            ? [.. methods]
            : throw new HostUnreachableException(
                Name,
                $"there is nothing to log in with: none of {string.Join(", ", options.KeyFiles)} is here, and HLAB_SSH_PASSWORD is not set"
            );
    }

    private PrivateKeyFile ReadKey(string file)
    {
        try
        {
            return new PrivateKeyFile(file, options.Passphrase);
        }
        catch (Exception unreadable) when (unreadable is SshException or InvalidOperationException)
        {
            throw new HostUnreachableException(
                Name,
                $"{file}: {unreadable.Message} (HLAB_SSH_PASSPHRASE opens a protected key)"
            );
        }
    }

    private string Unwelcome(Exception failure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"it does not let {address.User} in: {failure.Message}"
        );

    /// <summary>Finds the way to become root there.</summary>
    private async Task FindSudoAsync(SshClient connected, CancellationToken cancellation)
    {
        if (address.User == Root)
        {
            sudo = SudoKind.None;
            return;
        }
        sudo = SudoKind.WithoutPassword;
        var tried = await RunBySudoAsync(connected, "true", [], cancellation).ConfigureAwait(false);
        if (tried.ExitCode != 0 && options.SudoPassword is not null)
        {
            sudo = SudoKind.WithPassword;
            tried = await RunBySudoAsync(connected, "true", [], cancellation).ConfigureAwait(false);
        }
        if (tried.ExitCode != 0)
        {
            throw new HostUnreachableException(
                Name,
                $"{address.User} can't become root there: {tried.Error.Trim()} (HLAB_SUDO_PASSWORD holds a password)"
            );
        }
    }

    /// <summary>Runs a command of one word as root; a password goes before its input.</summary>
    private Task<CommandResult> RunBySudoAsync(
        SshClient connected,
        string command,
        byte[] input,
        CancellationToken cancellation
    ) =>
        sudo == SudoKind.WithPassword
            ? RunAsync(
                connected,
                $"sudo -k -S -p '' {command}",
                (byte[])[.. Encoding.UTF8.GetBytes(options.SudoPassword + "\n"), .. input],
                cancellation
            )
            : RunAsync(connected, $"sudo -k -n {command}", input, cancellation);
}
