namespace Hardening.Hosts;

/// <summary>How people name a host.</summary>
public static class HostName
{
    private const string Local = "local";

    /// <summary>The host that is named; it is not spoken to yet.</summary>
    /// <param name="name"><c>local</c>, or <c>ssh://[user@]host[:port]</c>.</param>
    /// <param name="ssh">How to trust and log in to SSH servers.</param>
    /// <exception cref="InputException">It is no host's name.</exception>
    public static IHost Open(string name, SshOptions ssh)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name == Local ? new LocalHost()
            : name.StartsWith(SshAddress.Scheme, StringComparison.Ordinal)
                ? new SshHost(SshAddress.Parse(name), ssh)
            : throw new InputException(
                new InputError(
                    "HOST",
                    1,
                    1,
                    Spelling.Unknown("host", name, [Local, "ssh://[user@]host[:port]"])
                )
            );
    }
}
