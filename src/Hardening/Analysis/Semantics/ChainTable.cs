using System.Collections.Immutable;

namespace Hardening.Analysis.Semantics;

/// <summary>Chains that can go to each other, and those of them that the kernel asks.</summary>
public sealed class ChainTable
{
    private readonly ImmutableDictionary<string, Chain> chains;

    /// <summary>Makes a table.</summary>
    /// <param name="name">Family and name, such as <c>ip filter</c>.</param>
    /// <param name="chains">All of its chains; no two share a name.</param>
    /// <param name="baseChains">Those that the kernel asks.</param>
    public ChainTable(
        string name,
        EquatableArray<Chain> chains,
        EquatableArray<BaseChain> baseChains
    )
    {
        Name = name;
        Chains = chains;
        BaseChains = baseChains;
        this.chains = chains.ToImmutableDictionary(chain => chain.Name, StringComparer.Ordinal);
    }

    /// <summary>Family and name, such as <c>ip filter</c>.</summary>
    public string Name { get; }

    /// <summary>All of its chains, in their order.</summary>
    public EquatableArray<Chain> Chains { get; }

    /// <summary>Those that the kernel asks.</summary>
    public EquatableArray<BaseChain> BaseChains { get; }

    /// <summary>The chain of that name; null if there is none.</summary>
    public Chain? Find(string name) => chains.GetValueOrDefault(name);
}
