namespace Hardening.Rulesets.HostsAccess;

/// <summary>A line of hosts.allow or hosts.deny (hosts_access(5), hosts_options(5)).</summary>
public abstract record Entry
{
    private Entry() { }

    /// <summary>A line that libwrap skips.</summary>
    /// <param name="Text">What follows <c># </c>.</param>
    public sealed record Comment(string Text) : Entry;

    /// <summary>Who may, or in hosts.deny may not, reach which daemons.</summary>
    /// <param name="Daemons">Names of daemons; at least one.</param>
    /// <param name="Clients">Patterns: prefixes, addresses, or <c>ALL</c>; at least one.</param>
    /// <param name="Denies">Whether the option <c>deny</c> turns a line of hosts.allow into a refusal.</param>
    public sealed record Access(
        EquatableArray<string> Daemons,
        EquatableArray<Client> Clients,
        bool Denies = false
    ) : Entry;
}
