namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>What a rule gives of an option that every rule can have.</summary>
/// <param name="Text">Its argument as the tool prints it.</param>
/// <param name="IsNegated">Whether a <c>!</c> stands before it.</param>
internal readonly record struct GeneralSetting(string Text, bool IsNegated);
