namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>The block of a table.</summary>
/// <param name="Id">Its family and name.</param>
/// <param name="Comment">A remark; null if there is none.</param>
/// <param name="Handle">The kernel's number for it, as <c>-a</c> shows it.</param>
/// <param name="Flags"><c>dormant</c>, <c>owner</c>, <c>persist</c>.</param>
/// <param name="Notes">Remarks behind <c>#</c> in lines before it.</param>
/// <param name="HeadNote">What stands behind <c>#</c> at its head, such as <c>progname nft</c>.</param>
/// <param name="Items">In their order.</param>
/// <param name="Point">Where it stands.</param>
internal sealed record Table(
    TableId Id,
    string? Comment,
    ulong? Handle,
    EquatableArray<string> Flags,
    EquatableArray<string> Notes,
    string? HeadNote,
    EquatableArray<TableItem> Items,
    SourcePoint Point
);
