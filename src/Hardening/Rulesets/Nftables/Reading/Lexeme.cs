using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>One word of nft's language.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Without quotes and <c>$</c>; of a separator <c>;</c> or a newline.</param>
/// <param name="Line">Line, one-based.</param>
/// <param name="Column">Column in characters, one-based.</param>
/// <param name="Start">Where it begins in the text, zero-based.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct Lexeme(
    LexemeKind Kind,
    string Text,
    int Line,
    int Column,
    int Start,
    int End
)
{
    internal SourcePoint Point => new(Line, Column);

    /// <summary>The word as a message shows it.</summary>
    internal string Shown =>
        Kind == LexemeKind.End ? "the end"
        : Kind == LexemeKind.Separator && Text == "\n" ? "the end of the line"
        : Quotation.Of(Kind == LexemeKind.Variable ? "$" + Text : Text);

    internal bool Is(string text) =>
        Text == text && Kind is LexemeKind.Word or LexemeKind.Sign && Text == text;

    internal bool IsText =>
        Kind is LexemeKind.Word or LexemeKind.Number or LexemeKind.Address or LexemeKind.Quoted;
}
