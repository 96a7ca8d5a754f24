using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Linting;

/// <summary>What is wrong with hosts.allow and hosts.deny, whoever asks.</summary>
internal static class WrapperFiles
{
    internal static IEnumerable<Finding> Find(IReadOnlyList<RulesetFile> files)
    {
        var allow = Lines(files, RulesetKind.HostsAllow);
        var deny = Lines(files, RulesetKind.HostsDeny);
        return Misnamed(allow.Concat(deny))
            .Concat(WithoutDenial(files, allow, deny))
            .Concat(allow.Concat(deny).Where(line => !line.IsWhole).Select(Unterminated));
    }

    private static List<AccessLine> Lines(IEnumerable<RulesetFile> files, RulesetKind kind) =>
        [.. files.Where(file => file.Kind == kind).SelectMany(AccessLine.Read)];

    private static IEnumerable<Finding> Misnamed(IEnumerable<AccessLine> lines)
    {
        var service = Catalogue.Portmap;
        var asksAs = service.WrapperNames[0];
        return lines
            .Where(line => !line.Names(asksAs) && service.WrapperNames.Any(line.Names))
            .Select(line => new Finding(
                "daemon-unasked",
                Severity.Error,
                line.File,
                line.Number,
                $"no daemon asks under the name {line.Daemons[0]}: rpcbind asks as {asksAs}, so the line has no effect",
                $"name {asksAs} too: `{asksAs} {line.Daemons[0]} : …`"
            ));
    }

    /// <summary>Access is granted where neither file matches.</summary>
    private static IEnumerable<Finding> WithoutDenial(
        IEnumerable<RulesetFile> files,
        IReadOnlyList<AccessLine> allow,
        List<AccessLine> deny
    )
    {
        if (allow.Count == 0 || deny.Count > 0 || allow.Any(line => line.Denies))
        {
            return [];
        }
        var file = files.First(one => one.Kind == RulesetKind.HostsAllow);
        return
        [
            new Finding(
                "allow-without-deny",
                Severity.Error,
                file.Name,
                allow[0].Number,
                "nobody is denied: access is granted where neither file matches, and no line denies anything",
                "put `ALL : ALL`, or the daemons that are meant, into hosts.deny"
            ),
        ];
    }

    private static Finding Unterminated(AccessLine line) =>
        new(
            "unterminated-line",
            Severity.Warning,
            line.File,
            line.Number,
            "the last line lacks its newline, so libwrap does not match it",
            "end it with a newline"
        );
}
