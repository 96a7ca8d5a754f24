namespace Hardening.Rulesets.HostsAccess;

/// <summary>An option of a line that has matched (hosts_options(5)), by what it makes of the answer.</summary>
public abstract record AccessOption
{
    private AccessOption(string text) => Text = text;

    /// <summary>As it is written, without blanks at its ends; <c>\:</c> is a colon.</summary>
    public string Text { get; }

    /// <summary>Grants, in hosts.deny too.</summary>
    public sealed record Grant(string Text) : AccessOption(Text);

    /// <summary>Denies, in hosts.allow too.</summary>
    public sealed record Deny(string Text) : AccessOption(Text);

    /// <summary>The client talks to a command instead of the daemon; a daemon that stays refuses.</summary>
    public sealed record Twist(string Text) : AccessOption(Text);

    /// <summary>The answer of a command decides whether the line matches after all; the rest of its file is not looked at either way (Debian).</summary>
    public sealed record AclExec(string Text) : AccessOption(Text);

    /// <summary>Denies unless there is such a user, and such a group if one is named.</summary>
    public sealed record AsUser(string Text, string User, string? Group) : AccessOption(Text);

    /// <summary>Denies unless there is such a group.</summary>
    public sealed record AsGroup(string Text, string Group) : AccessOption(Text);

    /// <summary>It does something beside, and leaves the answer as it is: banners, keepalive, linger, nice, rfc931, setenv, severity, spawn, umask.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Keyword">Which one.</param>
    public sealed record Beside(string Text, string Keyword) : AccessOption(Text);

    /// <summary>libwrap can't take it, says so in the log and denies.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Problem">Why.</param>
    public sealed record Faulty(string Text, string Problem) : AccessOption(Text);
}
