using Hardening.Analysis;

namespace Hardening.Tests.Analysis.Linting;

/// <summary>Severities as pages write them.</summary>
internal static class SeverityWords
{
    public static string Word(this Severity severity) => severity.ToString().ToLowerInvariant();
}
