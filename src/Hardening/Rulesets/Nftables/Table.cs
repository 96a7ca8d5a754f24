namespace Hardening.Rulesets.Nftables;

/// <summary>A table of the family inet with all that is in it.</summary>
/// <param name="Name">Unique in its family.</param>
/// <param name="Sets">Its sets.</param>
/// <param name="Chains">Its chains; one is declared before another's verdict names it.</param>
public sealed record Table(
    string Name,
    EquatableArray<IntervalSet> Sets,
    EquatableArray<Chain> Chains
);
