namespace Hardening.Rulesets;

/// <summary>One word of a ruleset's text and where it begins.</summary>
/// <param name="Text">The word; empty at the end of the line or text.</param>
/// <param name="Line">Line, one-based.</param>
/// <param name="Column">Column in characters, one-based.</param>
internal readonly record struct Token(string Text, int Line, int Column)
{
    /// <summary>Whether the text ended where a word was wanted.</summary>
    public bool IsEnd => Text.Length == 0;

    /// <summary>The word as a message shows it.</summary>
    public string Shown => IsEnd ? "the end" : Quotation.Of(Text);
}
