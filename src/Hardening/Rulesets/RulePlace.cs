namespace Hardening.Rulesets;

/// <summary>Where a rule was written.</summary>
/// <param name="File">The ruleset's name.</param>
/// <param name="Line">Line, one-based.</param>
/// <param name="Text">The line or command, without blanks at its ends.</param>
public sealed record RulePlace(string File, int Line, string Text);
