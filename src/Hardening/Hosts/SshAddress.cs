using System.Globalization;

namespace Hardening.Hosts;

/// <summary>Where an SSH server listens, and as whom to log in.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Host">A name or an address; IPv6 without brackets.</param>
/// <param name="Port">1 to 65535.</param>
internal sealed record SshAddress(string User, string Host, int Port)
{
    internal const string Scheme = "ssh://";

    private const int UsualPort = 22;

    /// <summary>Reads <c>ssh://[user@]host[:port]</c>; the user is this process's own unless one is named.</summary>
    /// <exception cref="InputException">It is none.</exception>
    internal static SshAddress Parse(string text)
    {
        var rest = text[Scheme.Length..].TrimEnd('/');
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? Environment.UserName : rest[..at];
        var host = rest[(at + 1)..];
        var port = UsualPort;
        var colon = host.LastIndexOf(':');
        if (colon > 0 && (host[0] != '[' || host[colon - 1] == ']'))
        {
            if (
                !int.TryParse(
                    host[(colon + 1)..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out port
                ) || port is < 1 or > 65535
            )
            {
                throw Fault(text, "the port is none of 1 to 65535");
            }
            host = host[..colon];
        }
        if (host is ['[', .., ']'])
        {
            host = host[1..^1];
        }
        if (user.Length == 0 || Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw Fault(text, "found no user or no host");
        }
        return new SshAddress(user, host, port);
    }

    private static InputException Fault(string text, string why) =>
        new(
            new InputError(
                "HOST",
                1,
                1,
                $"{why} in {Quotation.Of(text)}, expected ssh://[user@]host[:port]"
            )
        );

    /// <summary>The name that known_hosts files know it by: a port of its own is part of it (sshd(8)).</summary>
    internal string KnownAs => Port == UsualPort ? Host : $"[{Host}]:{Port}";

    /// <summary>In the form that it is read from.</summary>
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return Port == UsualPort ? $"{Scheme}{User}@{host}" : $"{Scheme}{User}@{host}:{Port}";
    }
}
