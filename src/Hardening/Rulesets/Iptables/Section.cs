namespace Hardening.Rulesets.Iptables;

/// <summary>What iptables-restore commits at once: <c>*table</c> to <c>COMMIT</c>.</summary>
/// <param name="Table">The table, such as <c>filter</c>.</param>
/// <param name="Chains">User-defined chains that it declares. One that exists already is emptied by that, in the same commit.</param>
/// <param name="Commands">The rules, in order.</param>
public sealed record Section(
    string Table,
    EquatableArray<string> Chains,
    EquatableArray<Command> Commands
);
