using Renci.SshNet;
using Renci.SshNet.Common;

namespace Hardening.Hosts;

/// <summary>Logs in to a server, again and again; what a person had to be asked for is asked for once.</summary>
internal sealed class SshLogin(SshAddress address, SshOptions options)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    private string? password = options.Password;
    private string? sudoPassword = options.SudoPassword;
    private PrivateKeyFile[]? keys;

    /// <summary>What people call the host.</summary>
    internal string Name => address.ToString();

    /// <summary>A new connection; the caller's.</summary>
    /// <exception cref="HostUnreachableException">The server is not trusted, or does not let us in.</exception>
    internal async Task<SshClient> ConnectAsync(CancellationToken cancellation)
    {
        keys ??= await ReadKeysAsync(cancellation).ConfigureAwait(false);
        if (keys.Length == 0 && password is null && !await HasAskedAsync().ConfigureAwait(false))
        {
            throw new HostUnreachableException(
                Name,
                $"there is nothing to log in with: none of {string.Join(", ", options.KeyFiles)} is here, and HLAB_SSH_PASSWORD is not set"
            );
        }
        try
        {
            return await TryAsync(cancellation).ConfigureAwait(false);
        }
        catch (SshAuthenticationException refused)
        {
            if (password is not null || !await HasAskedAsync().ConfigureAwait(false))
            {
                throw Unwelcome(refused);
            }
        }
        try
        {
            return await TryAsync(cancellation).ConfigureAwait(false);
        }
        catch (SshAuthenticationException refused)
        {
            throw Unwelcome(refused);
        }

        async Task<bool> HasAskedAsync()
        {
            password = await AskAsync(
                    $"Password of {address.User} at {address.KnownAs}",
                    cancellation
                )
                .ConfigureAwait(false);
            return password is not null;
        }
    }

    /// <summary>What sudo(8) asks for; null where nobody can tell.</summary>
    internal async Task<string?> FindSudoPasswordAsync(CancellationToken cancellation) =>
        sudoPassword ??= await AskAsync(
                $"Password that sudo asks {address.User} for at {address.KnownAs}",
                cancellation
            )
            .ConfigureAwait(false);

    private async Task<SshClient> TryAsync(CancellationToken cancellation)
    {
        var trust = new SshHostKeys(address, options);
        var info = new ConnectionInfo(address.Host, address.Port, address.User, Methods())
        {
            Timeout = ConnectPatience,
        };
        trust.Prefer(info);
        if (password is null && address.User == SshRoot.User)
        {
            SshKeyExchange.PreferQuick(info);
        }
        var made = new SshClient(info) { KeepAliveInterval = KeepAlive };
        string? distrust = null;
        made.HostKeyReceived += (_, shown) =>
        {
            distrust = trust.Distrust(shown);
            shown.CanTrust = distrust is null;
        };
        try
        {
            await made.ConnectAsync(cancellation).ConfigureAwait(false);
            return made;
        }
        catch (Exception) when (distrust is not null)
        {
            made.Dispose();
            throw new HostUnreachableException(Name, distrust);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private AuthenticationMethod[] Methods()
    {
        List<AuthenticationMethod> methods = [];
        if (keys is { Length: > 0 })
        {
            methods.Add(new PrivateKeyAuthenticationMethod(address.User, keys));
        }
        if (password is not null)
        {
            methods.Add(new PasswordAuthenticationMethod(address.User, password));
        }
        return [.. methods];
    }

    private async Task<PrivateKeyFile[]> ReadKeysAsync(CancellationToken cancellation)
    {
        List<PrivateKeyFile> read = [];
        foreach (var file in options.KeyFiles.Where(File.Exists))
        {
            read.Add(await ReadKeyAsync(file, cancellation).ConfigureAwait(false));
        }
        return [.. read];
    }

    private async Task<PrivateKeyFile> ReadKeyAsync(string file, CancellationToken cancellation)
    {
        var passphrase = options.Passphrase;
        try
        {
            return new PrivateKeyFile(file, passphrase);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            passphrase = await AskAsync($"Passphrase of {file}", cancellation)
                .ConfigureAwait(false);
        }
        catch (Exception unreadable) when (unreadable is SshException or InvalidOperationException)
        {
            throw Closed(file, unreadable.Message);
        }
        try
        {
            return passphrase is null
                ? throw Closed(file, "it is protected by a passphrase")
                : new PrivateKeyFile(file, passphrase);
        }
        catch (Exception unreadable) when (unreadable is SshException or InvalidOperationException)
        {
            throw Closed(file, unreadable.Message);
        }
    }

    private async Task<string?> AskAsync(string what, CancellationToken cancellation) =>
        options.Prompt is { } prompt
            ? await prompt(what, cancellation).ConfigureAwait(false)
            : null;

    private HostUnreachableException Closed(string file, string why) =>
        new(Name, $"{file}: {why} (HLAB_SSH_PASSPHRASE opens a protected key)");

    private HostUnreachableException Unwelcome(SshAuthenticationException refused) =>
        new(Name, $"it does not let {address.User} in: {refused.Message}");
}
