using System.Collections.Immutable;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Analysis.Linting;

/// <summary>Names what is wrong with rules, whatever policy they are for.</summary>
public static class Linter
{
    /// <summary>The ids of all findings; <c>docs/findings</c> has a page for each.</summary>
    public static ImmutableArray<string> Ids { get; } =
    [
        "allow-without-deny",
        "assumed-ipv4",
        "colon-missing",
        "correlated-rules",
        "daemon-unasked",
        "default-accept",
        "established-after-drop",
        "faulty-option",
        "forged-loopback",
        "generalised-rule",
        "impossible-rule",
        "invalid-accepted",
        "ipv4-open",
        "ipv6-open",
        "irrelevant-rule",
        "loopback-by-address",
        "loopback-kept-out",
        "not-persistent",
        "object-missing",
        "overlong-line",
        "redirected-port",
        "redundant-rule",
        "refused-command",
        "registry-only",
        "set-missing",
        "shadowed-rule",
        "swallowed-by-comment",
        "transport-forgotten",
        "unmatched-network",
        "unreachable-rules",
        "unterminated-line",
    ];

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
        findings.AddRange(
            files
                .Where(file => file.Kind is RulesetKind.Iptables or RulesetKind.Ip6tables)
                .SelectMany(SavedRules.Find)
        );
        findings.AddRange(
            files
                .Where(file => file.Kind is RulesetKind.Ebtables or RulesetKind.Arptables)
                .SelectMany(FrameRules.Find)
        );
        var filters = FilterReader
            .ReadWithMissingSets(files)
            .Select(filter => new LintedFilter(filter))
            .ToList();
        var chains = ChainOfFamilies.Of(filters).ToList();
        findings.AddRange(chains.SelectMany(Idle));
        findings.AddRange(OverlappingRules.Find(chains));
        findings.AddRange(filters.SelectMany(EstablishedAfterDrop.Find));
        findings.AddRange(filters.SelectMany(InvalidAccepted.Find));
        findings.AddRange(filters.SelectMany(LoopbackByAddress.Find));
        findings.AddRange(filters.SelectMany(ForgedLoopback.Find));
        findings.AddRange(filters.SelectMany(RedirectedPorts.Find));
        findings.AddRange(HalfGuardedPorts.Find(files, filters));
        findings.AddRange(RegistryOnly.Find(filters));
        findings.AddRange(MissingSets.Find(files));
        findings.AddRange(files.SelectMany(MissingObjects.Find));
        findings.AddRange(WrapperFiles.Find(files));
        return findings
            .Distinct()
            .OrderBy(finding => finding.File is null)
            .ThenBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line)
            .ThenByDescending(finding => finding.Severity)
            .ToEquatableArray();
    }

    /// <summary>Rules that do nothing. Where a drop at the end is missing, it is that, and not that rules are needless.</summary>
    private static IEnumerable<Finding> Idle(ChainOfFamilies chain)
    {
        var redundancies = Redundancy.In(chain);
        var isOpen = DefaultAccept.IsFault(chain, redundancies);
        return ShadowedRules
            .Find(chain)
            .Concat(IrrelevantRules.Find(chain))
            .Concat(RedundantRules.Find(chain, redundancies.Where(one => !isOpen || !one.AtEnd)))
            .Concat(isOpen ? [DefaultAccept.Find(chain, redundancies)] : []);
    }
}
