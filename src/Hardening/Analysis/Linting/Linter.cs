using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Analysis.Linting;

/// <summary>Names what is wrong with rules, whatever policy they are for.</summary>
public static class Linter
{
    /// <summary>The findings, in the order of their places.</summary>
    /// <param name="files">The texts in the order in which they are loaded.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    /// <exception cref="ChainLoopException">Chains go round in a circle.</exception>
    public static EquatableArray<Finding> Lint(IReadOnlyList<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var findings = new List<Finding>();
        findings.AddRange(
            files.Where(file => file.Kind == RulesetKind.Script).SelectMany(TypedCommands.Find)
        );
        var filters = FilterReader.Read(files).Select(filter => new LintedFilter(filter)).ToList();
        findings.AddRange(ShadowedRules.Find(filters));
        findings.AddRange(filters.SelectMany(LoopbackByAddress.Find));
        findings.AddRange(HalfGuardedPorts.Find(filters));
        findings.AddRange(RegistryOnly.Find(filters));
        findings.AddRange(WrapperFiles.Find(files));
        return findings
            .Distinct()
            .OrderBy(finding => finding.File is null)
            .ThenBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line)
            .ToEquatableArray();
    }
}
