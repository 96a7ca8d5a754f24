namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>A rule.</summary>
/// <param name="Statements">In their order.</param>
/// <param name="Comment">A remark; null if there is none.</param>
/// <param name="Handle">The kernel's number for it, as <c>-a</c> shows it.</param>
/// <param name="Note">What a remark behind <c>#</c> says besides.</param>
/// <param name="Point">Where it stands.</param>
/// <param name="Text">How it was written, with one blank between words.</param>
internal sealed record Rule(
    EquatableArray<Statement> Statements,
    string? Comment,
    ulong? Handle,
    string? Note,
    SourcePoint Point,
    string Text
)
{
    /// <summary>Remarks behind <c>#</c> in lines before it, as people write them; the kernel keeps none.</summary>
    internal EquatableArray<string> Notes { get; init; } = [];
}
