namespace Hardening.Analysis.Mending;

/// <summary>A finding that was mended, and what is known of the result.</summary>
/// <param name="Finding">What was wrong.</param>
/// <param name="What">What was done to the text.</param>
/// <param name="Proven">What differs now, and that nothing else does.</param>
public sealed record Mend(Finding Finding, string What, string Proven);
