namespace Hardening.Rulesets.HostsAccess;

/// <summary>The text of hosts.allow or hosts.deny, or a block of one. The first line that matches decides.</summary>
/// <param name="Entries">In order.</param>
public sealed record AccessFile(EquatableArray<Entry> Entries);
