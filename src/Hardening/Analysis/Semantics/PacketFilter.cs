using Hardening.Addresses;

namespace Hardening.Analysis.Semantics;

/// <summary>All rules that the packets of one family meet, whatever format they came in.</summary>
/// <param name="Family">The packets' family.</param>
/// <param name="Tables">In the order in which they were made, which decides between base chains of one priority.</param>
public sealed record PacketFilter(IpFamily Family, EquatableArray<ChainTable> Tables)
{
    /// <summary>The base chains that a packet meets on its way, in the kernel's order, each with its table.</summary>
    /// <param name="way">The hooks in their order.</param>
    public IEnumerable<(ChainTable Of, BaseChain Chain)> Along(params IEnumerable<HookPoint> way) =>
        from hook in way
        from met in (
            from table in Tables
            from chain in table.BaseChains
            where chain.Point == hook
            orderby chain.Priority
            select (table, chain)
        )
        select met;
}
