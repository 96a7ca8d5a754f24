namespace Hardening.Analysis.Walks;

/// <summary>A packet met more rules than anybody would wait for: chains that lead to each other again and again.</summary>
public sealed class WalkTooLongException(int rules)
    : AnalysisFailedException(
        FormattableString.Invariant(
            $"one packet meets more than {rules} rules: chains lead to each other again and again; no kernel would bear it either: jump to each of them once"
        )
    );
