namespace Hardening.Rulesets.HostsAccess;

/// <summary>Which daemon, and at which of the server's addresses.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Daemon">What its name is to be; null where its port is asked for instead.</param>
/// <param name="Port">The server's port (Debian); null where the name is asked for.</param>
/// <param name="Server">Behind an <c>@</c>, what the server's host is to be; null without one.</param>
public sealed record DaemonPattern(string Text, TextPattern? Daemon, int? Port, HostPattern? Server)
{
    /// <summary>Whether the name is one that it asks for, whatever the server's host is.</summary>
    public bool Names(string daemon) => Daemon is not null && Daemon.Matches(daemon);

    internal static DaemonPattern Of(string text)
    {
        var at = BracketSplit.Find(text, 1, '@');
        var daemon = at < 0 ? text : text[..at];
        var port = ScannedNumber.Port(daemon);
        return new DaemonPattern(
            text,
            port is null ? TextPattern.Of(daemon) : null,
            port,
            at < 0 ? null : HostPattern.Of(text[(at + 1)..])
        );
    }
}
