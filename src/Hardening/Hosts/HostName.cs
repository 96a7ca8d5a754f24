namespace Hardening.Hosts;

/// <summary>How people name a host.</summary>
public static class HostName
{
    /// <summary>The host that is named; it is not spoken to yet.</summary>
    /// <param name="name"><c>local</c>, <c>ssh://[user@]host[:port]</c>, or in one of the further forms.</param>
    /// <param name="ssh">How to trust and log in to SSH servers.</param>
    /// <param name="further">What else a host can be.</param>
    /// <exception cref="InputException">It is no host's name.</exception>
    public static IHost Open(string name, SshOptions ssh, params IReadOnlyList<HostForm> further)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(further);
        if (name == CommandHost.Local)
        {
            return new CommandHost();
        }
        List<HostForm> forms =
        [
            new(
                SshAddress.Scheme,
                "ssh://[user@]host[:port]",
                _ => new SshHost(SshAddress.Parse(name), ssh)
            ),
            .. further,
        ];
        return
            forms.Find(form => name.StartsWith(form.Prefix, StringComparison.Ordinal)) is { } found
            ? found.Open(name[found.Prefix.Length..])
            : throw new InputException(
                new InputError(
                    "HOST",
                    1,
                    1,
                    Spelling.Unknown(
                        "host",
                        name,
                        [CommandHost.Local, .. forms.Select(form => form.Text)]
                    )
                )
            );
    }
}

/// <summary>A way of naming hosts.</summary>
/// <param name="Prefix">How such names begin: <c>docker:</c>.</param>
/// <param name="Text">For messages: <c>docker:NAME</c>.</param>
/// <param name="Open">Gives the host, by the rest of its name.</param>
public sealed record HostForm(string Prefix, string Text, Func<string, IHost> Open);
