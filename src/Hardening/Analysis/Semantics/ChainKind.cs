namespace Hardening.Analysis.Semantics;

/// <summary>What a base chain is for (nft(8), "Chains").</summary>
public enum ChainKind
{
    /// <summary>It decides.</summary>
    Filter,

    /// <summary>It gives the first packet of a connection other addresses; the others follow that one.</summary>
    Nat,

    /// <summary>It decides, and what it changes leads to a new route.</summary>
    Route,
}
