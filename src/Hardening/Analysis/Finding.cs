using Hardening.Analysis.Walks;

namespace Hardening.Analysis;

/// <summary>One fault in a ruleset or a policy, with its place and what to do.</summary>
/// <param name="Id">A stable name in kebab case, such as <c>refused-command</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="File">The file as the user named it, if it lies in one.</param>
/// <param name="Line">Line, one-based, if known.</param>
/// <param name="Message">What is wrong, with what was seen.</param>
/// <param name="Fix">What to do, if there is one thing to do.</param>
public sealed record Finding(
    string Id,
    Severity Severity,
    string? File,
    int? Line,
    string Message,
    string? Fix
)
{
    /// <summary>One packet that shows it, if a packet can.</summary>
    public Packet? Packet { get; init; }

    /// <summary>What nobody knows and decides whether it is a fault; none where it certainly is one.</summary>
    public EquatableArray<string> DependsOn { get; init; }
}
