namespace Hardening.Rulesets.Iptables;

/// <summary>A rule in a chain.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="Words">What it says: no command, no chain, no table.</param>
public sealed record BookedRule(RulePlace Place, EquatableArray<string> Words)
{
    /// <summary>The words as options with their arguments.</summary>
    public EquatableArray<RuleOption> Options => RuleOption.Read(Words);
}
