namespace Hardening.Rulesets.Iptables;

/// <summary>One word of a script, expanded and without its quotes.</summary>
/// <param name="Text">The word.</param>
/// <param name="Line">The line on which it begins, one-based.</param>
/// <param name="Column">The column in which it begins, one-based.</param>
/// <param name="Variable">The variable that it would assign, if it is <c>NAME=…</c>; else empty.</param>
internal readonly record struct ScriptWord(string Text, int Line, int Column, string Variable)
{
    public bool Assigns => Variable.Length > 0;

    public string Shown => Quotation.Of(Text);
}
