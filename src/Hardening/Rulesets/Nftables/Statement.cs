using Hardening.Addresses;

namespace Hardening.Rulesets.Nftables;

/// <summary>A statement of a text for <c>nft -f</c>.</summary>
public abstract record Statement
{
    private Statement() { }

    /// <summary>
    /// Makes the table and, if there was one of this name, discards that first: what is loaded twice stays single,
    /// and both happen in one transaction.
    /// </summary>
    /// <param name="Table">The new table.</param>
    public sealed record ReplaceTable(Table Table) : Statement;

    /// <summary>Puts more elements into a set: <c>add element inet TABLE SET { … }</c>.</summary>
    /// <param name="Table">The name of the table.</param>
    /// <param name="Set">The name of the set.</param>
    /// <param name="Elements">At least one.</param>
    public sealed record AddElements(
        string Table,
        string Set,
        EquatableArray<AddressRange> Elements
    ) : Statement;
}
