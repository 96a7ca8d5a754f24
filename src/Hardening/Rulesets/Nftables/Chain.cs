namespace Hardening.Rulesets.Nftables;

/// <summary>A chain of filter rules.</summary>
/// <param name="Name">Unique in its table.</param>
/// <param name="Hook">Where packets enter it, if by themselves.</param>
/// <param name="Rules">In order.</param>
public sealed record Chain(string Name, Hook? Hook, EquatableArray<Rule> Rules);
