using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;
using HardeningLab.Probes;

namespace HardeningLab.Matrices;

/// <summary>Why somebody else's hosts.allow and hosts.deny do not do what they seem to say.</summary>
internal static class WrapperRemarks
{
    private const string Right =
        "`hlab render --to hosts.allow` and `--to hosts.deny` print lines that work";

    /// <summary>What the packets leave to be explained; the cells have failed already, so these are warnings.</summary>
    internal static IEnumerable<Finding> Of(
        EquatableArray<RulesetFile> rules,
        IEnumerable<Service> services,
        IReadOnlyList<Cell> cells
    )
    {
        var lines = Lines(rules);
        return rules.Any(IsOfWrappers)
            ? Unterminated(lines)
                .Concat(
                    services.SelectMany(service =>
                        WithoutEffect(lines, service, [.. cells.Where(Asks(service))])
                    )
                )
            : [];
    }

    /// <summary>What the files alone tell, whatever else is in force beside them.</summary>
    internal static IEnumerable<Finding> OfFiles(IEnumerable<RulesetFile> rules) =>
        Unterminated(Lines(rules));

    private static List<(RulesetKind Kind, AccessLine Line)> Lines(
        IEnumerable<RulesetFile> rules
    ) =>
        [
            .. rules
                .Where(IsOfWrappers)
                .SelectMany(file => AccessLine.Read(file).Select(line => (file.Kind, line))),
        ];

    private static bool IsOfWrappers(RulesetFile rule) =>
        rule.Kind is RulesetKind.HostsAllow or RulesetKind.HostsDeny;

    private static IEnumerable<Finding> Unterminated(
        List<(RulesetKind Kind, AccessLine Line)> lines
    ) => lines.Where(one => !one.Line.IsWhole).Select(Unterminated);

    private static Func<Cell, bool> Asks(Service service) => cell => cell.Service == service.Name;

    private static IEnumerable<Finding> WithoutEffect(
        List<(RulesetKind Kind, AccessLine Line)> lines,
        Service service,
        List<Cell> cells
    )
    {
        if (
            service.WrapperNames.Count == 0
            || cells.Any(cell => cell.Observed is Verdict.Denied)
            || cells.Find(cell => cell is { Expected: Verdict.KeptOut, Observed: Verdict.Allowed })
                is not { } open
        )
        {
            yield break;
        }
        var asksAs = service.WrapperNames[0];
        var denied = $"the wrappers denied nobody, and {open.Source} reached {service.Name}";
        var misnamed = lines
            .Select(one => one.Line)
            .Where(line => !line.Names(asksAs) && service.WrapperNames.Any(line.Names))
            .ToList();
        foreach (var line in misnamed)
        {
            yield return Warning(
                "wrappers-without-effect",
                line,
                $"{denied}: {service.Name} asks under the name {asksAs}, which this line does not name",
                $"name {asksAs} too; {Right}"
            );
        }
        if (lines.TrueForAll(one => one.Kind is RulesetKind.HostsAllow))
        {
            yield return new Finding(
                "wrappers-without-effect",
                Severity.Warning,
                lines.Count > 0 ? lines[0].Line.File : null,
                null,
                $"{denied}: access is granted where neither file matches, and hosts.deny says nothing",
                $"put `{string.Join(' ', service.WrapperNames)} : ALL` into hosts.deny; {Right}"
            );
        }
        else if (misnamed.Count == 0)
        {
            yield return new Finding(
                "wrappers-without-effect",
                Severity.Warning,
                null,
                null,
                denied,
                Right
            );
        }
    }

    /// <summary>Debian's libwrap takes the fault for no match in hosts.allow and, to be safe, for one in hosts.deny.</summary>
    private static Finding Unterminated((RulesetKind Kind, AccessLine Line) last) =>
        Warning(
            "unterminated-line",
            last.Line,
            last.Kind is RulesetKind.HostsAllow
                ? "the last line lacks its newline, so libwrap ignores it"
                : "the last line lacks its newline, so libwrap denies every daemon to everybody whom hosts.allow does not grant it",
            "end it with a newline"
        );

    private static Finding Warning(string id, AccessLine line, string message, string fix) =>
        new(id, Severity.Warning, line.File, line.Number, message, fix);
}
