namespace Hardening.Rulesets;

/// <summary>A file whose kind was told.</summary>
/// <param name="File">The file with its kind.</param>
/// <param name="FamilyIsAssumed">
/// Whether nothing told IPv4 from IPv6, and it was taken for IPv4: that is worth a note to the person who named it.
/// </param>
public sealed record RecognisedRuleset(RulesetFile File, bool FamilyIsAssumed = false);
