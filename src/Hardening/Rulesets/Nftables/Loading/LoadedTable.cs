using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Loading;

/// <summary>A table as the texts so far left it.</summary>
/// <param name="id">Its family and name.</param>
internal sealed class LoadedTable(TableId id)
{
    internal TableId Id => id;

    /// <summary>Whether the kernel leaves its base chains out.</summary>
    internal bool IsDormant { get; set; }

    /// <summary>In the order in which they were made.</summary>
    internal List<LoadedChain> Chains { get; } = [];

    /// <summary>In the order in which they were made.</summary>
    internal List<LoadedSet> Sets { get; } = [];

    /// <summary>In the order in which they were made.</summary>
    internal List<TableItem.Stateful> Objects { get; } = [];

    internal LoadedChain? FindChain(string name) => Chains.Find(chain => chain.Name == name);

    internal LoadedSet? FindSet(string name) => Sets.Find(set => set.Declaration.Name == name);
}
