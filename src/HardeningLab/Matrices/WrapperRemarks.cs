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
        var tables = Tables(rules);
        return tables.Count > 0
            ? tables
                .SelectMany(Stopped)
                .Concat(
                    services.SelectMany(service =>
                        WithoutEffect(tables, service, [.. cells.Where(Asks(service))])
                    )
                )
            : [];
    }

    /// <summary>What the files alone tell, whatever else is in force beside them.</summary>
    internal static IEnumerable<Finding> OfFiles(IEnumerable<RulesetFile> rules) =>
        Tables(rules).SelectMany(Stopped);

    private static List<(RulesetKind Kind, HostsTable Table)> Tables(
        IEnumerable<RulesetFile> rules
    ) =>
        [
            .. rules
                .Where(rule => rule.Kind.IsOfWrappers())
                .Select(rule => (rule.Kind, HostsTableReader.Read(rule))),
        ];

    private static Func<Cell, bool> Asks(Service service) => cell => cell.Service == service.Name;

    private static IEnumerable<Finding> WithoutEffect(
        List<(RulesetKind Kind, HostsTable Table)> tables,
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
        var lines = tables
            .SelectMany(one => one.Table.Accesses, (one, line) => (one.Kind, one.Table, Line: line))
            .ToList();
        var misnamed = lines
            .Where(one => !one.Line.Names(asksAs) && service.WrapperNames.Any(one.Line.Names))
            .ToList();
        foreach (var (_, table, line) in misnamed)
        {
            yield return Warning(
                "wrappers-without-effect",
                table,
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
                lines.Count > 0 ? lines[0].Table.Name : null,
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
    private static IEnumerable<Finding> Stopped((RulesetKind Kind, HostsTable Table) one)
    {
        if (one.Table.Stop is { } line)
        {
            var what = line.IsTooLong
                ? $"the line has more than {AccessFilePrinter.MaxLine} bytes"
                : "the last line lacks its newline";
            yield return Warning(
                line.IsTooLong ? "overlong-line" : "unterminated-line",
                one.Table,
                line,
                one.Kind is RulesetKind.HostsAllow
                    ? $"{what}, so libwrap ignores it and all behind it"
                    : $"{what}, so libwrap denies every daemon to everybody whom hosts.allow does not grant it",
                line.IsTooLong ? "split it into several" : "end it with a newline"
            );
        }
    }

    private static Finding Warning(
        string id,
        HostsTable table,
        TableLine line,
        string message,
        string fix
    ) => new(id, Severity.Warning, table.Name, line.Number, message, fix);
}
