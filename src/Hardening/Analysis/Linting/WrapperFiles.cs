using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Linting;

/// <summary>What is wrong with hosts.allow and hosts.deny, whoever asks.</summary>
internal static class WrapperFiles
{
    internal static IEnumerable<Finding> Find(IReadOnlyList<RulesetFile> files)
    {
        var allow = Tables(files, RulesetKind.HostsAllow);
        var deny = Tables(files, RulesetKind.HostsDeny);
        var all = allow.Concat(deny).ToList();
        return all.SelectMany(Misnamed)
            .Concat(WithoutDenial(allow, deny))
            .Concat(allow.SelectMany(table => Stopped(table, isAllow: true)))
            .Concat(deny.SelectMany(table => Stopped(table, isAllow: false)))
            .Concat(all.SelectMany(Colonless))
            .Concat(all.SelectMany(SwallowedByComments))
            .Concat(all.SelectMany(FaultyOptions))
            .Concat(all.SelectMany(NoNetworks));
    }

    private static List<HostsTable> Tables(IEnumerable<RulesetFile> files, RulesetKind kind) =>
        [.. files.Where(file => file.Kind == kind).Select(HostsTableReader.Read)];

    private static IEnumerable<Finding> Misnamed(HostsTable table)
    {
        var service = Catalogue.Portmap;
        var asksAs = service.WrapperNames[0];
        return table
            .Accesses.Where(line => !line.Names(asksAs) && service.WrapperNames.Any(line.Names))
            .Select(line =>
                Of(
                    "daemon-unasked",
                    Severity.Error,
                    table,
                    line,
                    $"no daemon asks under the name {line.Daemons.Patterns[0].Text}: rpcbind asks as {asksAs}, so the line has no effect",
                    $"name {asksAs} too: `{asksAs} {line.Daemons.Patterns[0].Text} : …`"
                )
            );
    }

    /// <summary>Access is granted where neither file matches.</summary>
    private static IEnumerable<Finding> WithoutDenial(List<HostsTable> allow, List<HostsTable> deny)
    {
        var first = allow.Find(table => table.Accesses.Any());
        if (
            first is null
            || deny.Exists(table => table.Accesses.Any() || table.Stop is not null)
            || allow.SelectMany(table => table.Accesses).Any(line => line.Denies)
        )
        {
            return [];
        }
        return
        [
            Of(
                "allow-without-deny",
                Severity.Error,
                first,
                first.Accesses.First(),
                "nobody is denied: access is granted where neither file matches, and no line denies anything",
                "put `ALL : ALL`, or the daemons that are meant, into hosts.deny"
            ),
        ];
    }

    private static IEnumerable<Finding> Stopped(HostsTable table, bool isAllow)
    {
        if (table.Stop is not { } line)
        {
            yield break;
        }
        var what = line.IsTooLong
            ? $"the line has more than {AccessFilePrinter.MaxLine} bytes with those that it goes on in"
            : "the last line lacks its newline";
        var effect = isAllow
            ? "so libwrap does not match it, nor any line behind it"
            : "so libwrap denies every daemon to everybody who gets as far as this line";
        yield return Of(
            line.IsTooLong ? "overlong-line" : "unterminated-line",
            Severity.Warning,
            table,
            line,
            $"{what}, {effect}",
            line.IsTooLong ? "split it into several" : "end it with a newline"
        );
    }

    private static IEnumerable<Finding> Colonless(HostsTable table) =>
        table
            .Lines.OfType<TableLine.Colonless>()
            .Select(line =>
                Of(
                    "colon-missing",
                    Severity.Warning,
                    table,
                    line,
                    $"there is no colon in {Quotation.Of(line.Shown)} outside of brackets, so libwrap skips the line",
                    "write `daemons : clients`; a line that goes on ends in a backslash and nothing behind it"
                )
            );

    /// <summary>Lines are put together before it is seen that they begin with <c>#</c>.</summary>
    private static IEnumerable<Finding> SwallowedByComments(HostsTable table) =>
        table
            .Lines.OfType<TableLine.Comment>()
            .Where(line => line.Raw.TrimEnd('\n').Contains('\n'))
            .Select(line =>
                Of(
                    "swallowed-by-comment",
                    Severity.Warning,
                    table,
                    line,
                    "the remark ends in a backslash, so the next line is part of it and has no effect",
                    "take the backslash away"
                )
            );

    private static IEnumerable<Finding> FaultyOptions(HostsTable table) =>
        from line in table.Accesses
        from option in line.Options.OfType<AccessOption.Faulty>().Take(1)
        select Of(
            "faulty-option",
            Severity.Warning,
            table,
            line,
            $"{option.Problem}, so libwrap denies whoever matches the line",
            "mend the option; hosts_options(5) names them all"
        );

    private static IEnumerable<Finding> NoNetworks(HostsTable table) =>
        from line in table.Accesses
        from host in line
            .Clients.All.Select(client => client.Host)
            .Concat(line.Daemons.All.Select(daemon => daemon.Server).OfType<HostPattern>())
        let problem = Unmatched(host)
        where problem.Length > 0
        select Of(
            "unmatched-network",
            Severity.Warning,
            table,
            line,
            $"{Quotation.Of(host.Text)} matches nobody: {problem}",
            "write n.n.n.n/len with a length from 1 to 32, or [v6]/len with one from 0 to 128, and no bits of the network behind it"
        );

    private static string Unmatched(HostPattern host) =>
        host switch
        {
            HostPattern.NoNetwork => "libwrap reads no network in it",
            HostPattern.Ipv4Mask(_, var network, var mask) when (network & ~mask) != 0 =>
                "the network has bits that the mask does not",
            HostPattern.Named(_, TextPattern.Bracketed { Address: null }, _) =>
                "there is no address of IPv6 in the brackets",
            _ => "",
        };

    private static Finding Of(
        string id,
        Severity severity,
        HostsTable table,
        TableLine line,
        string message,
        string fix
    ) => new(id, severity, table.Name, line.Number, message, fix);
}
