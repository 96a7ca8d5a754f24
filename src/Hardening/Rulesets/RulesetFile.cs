namespace Hardening.Rulesets;

/// <summary>The text of one ruleset, as it lies in a file or as a protection would write it.</summary>
/// <param name="Kind">The format.</param>
/// <param name="Name">What messages call it: the path that the user gave, or the name of the protection that wrote it.</param>
/// <param name="Text">The whole text.</param>
public sealed record RulesetFile(RulesetKind Kind, string Name, string Text);
