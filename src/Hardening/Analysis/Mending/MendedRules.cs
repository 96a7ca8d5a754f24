using Hardening.Rulesets;

namespace Hardening.Analysis.Mending;

/// <summary>Texts of rules once what can be mended is.</summary>
/// <param name="Changed">The texts that changed or are new, whole.</param>
/// <param name="Mends">What was done, in that order.</param>
/// <param name="Left">What is still found in the mended texts.</param>
public sealed record MendedRules(
    EquatableArray<RulesetFile> Changed,
    EquatableArray<Mend> Mends,
    EquatableArray<Finding> Left
);
