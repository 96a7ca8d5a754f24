using Hardening.Rulesets;

namespace Hardening.Analysis.Semantics;

/// <summary>One rule of a chain.</summary>
/// <param name="Steps">Its parts in their order.</param>
/// <param name="Place">Where it stands.</param>
public sealed record Rule(EquatableArray<Step> Steps, RulePlace Place);
