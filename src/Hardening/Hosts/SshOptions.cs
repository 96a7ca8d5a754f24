namespace Hardening.Hosts;

/// <summary>How an SSH server is trusted, and how to log in.</summary>
public sealed record SshOptions
{
    /// <summary>Whether a host that nobody knows yet is trusted, and written down in the first known_hosts file.</summary>
    public bool AcceptsNew { get; init; }

    /// <summary>The files of keys that are trusted; those that do not exist are passed over.</summary>
    public EquatableArray<string> KnownHostsFiles { get; init; } =
    [InHome("known_hosts"), "/etc/ssh/ssh_known_hosts"];

    /// <summary>The files of private keys to log in with; those that do not exist are passed over.</summary>
    public EquatableArray<string> KeyFiles { get; init; } =
    [InHome("id_ed25519"), InHome("id_ecdsa"), InHome("id_rsa")];

    /// <summary>Opens key files that are protected; null where none is.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Of the user, for servers that ask for one; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>What sudo(8) asks an ordinary user for; null where it does not ask.</summary>
    public string? SudoPassword { get; init; }

    /// <summary>
    /// Asks a person for a secret that is needed and not here, by the words that it is given; null where there is nobody, and so
    /// for an answer that nobody gives.
    /// </summary>
    public Func<string, CancellationToken, Task<string?>>? Prompt { get; init; }

    private static string InHome(string name) =>
        Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", name);
}
