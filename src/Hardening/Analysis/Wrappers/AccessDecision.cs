using Hardening.Rulesets;

namespace Hardening.Analysis.Wrappers;

/// <summary>What libwrap answers.</summary>
/// <param name="IsGranted">Whether the client may.</param>
/// <param name="DecidedBy">The line that decided; null where neither file matches.</param>
/// <param name="DependsOn">What was answered for it that files and request do not tell.</param>
public sealed record AccessDecision(
    bool IsGranted,
    RulePlace? DecidedBy,
    EquatableArray<string> DependsOn
);
