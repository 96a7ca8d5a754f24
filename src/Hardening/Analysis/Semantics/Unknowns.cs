using Hardening.Rulesets;

namespace Hardening.Analysis.Semantics;

/// <summary>The names of what rules depend on and nobody knows.</summary>
internal static class Unknowns
{
    /// <summary>Something that is asked anew at every place, as a limit is.</summary>
    internal static string At(string text, RulePlace place) =>
        FormattableString.Invariant($"{text} ({place.File}:{place.Line})");
}
