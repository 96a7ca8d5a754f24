using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Mending;

/// <summary>
/// Changes of hosts.allow and hosts.deny that mend a finding, with what they are to grant afterwards. Where options decide what a
/// match comes to, no change is made but one that only denies.
/// </summary>
internal static class WrapperProposals
{
    internal static Proposal? Of(Finding finding, IReadOnlyList<RulesetFile> files) =>
        finding.Id switch
        {
            "daemon-unasked" => Renamed(finding, files),
            "allow-without-deny" => Denying(finding, files),
            "unterminated-line" => Terminated(finding, files),
            _ => null,
        };

    private static Proposal? Renamed(Finding finding, IReadOnlyList<RulesetFile> files)
    {
        var service = Catalogue.Portmap;
        var asksAs = service.WrapperNames[0];
        if (
            Find(finding, files) is not { } file
            || HostsTableReader
                .Read(file)
                .Accesses.FirstOrDefault(one => one.Number == finding.Line)
                is not { } line
            || line
                .Daemons.Patterns.Select(daemon => daemon.Text)
                .FirstOrDefault(name => service.WrapperNames.Contains(name))
                is not { } old
        )
        {
            return null;
        }
        var text = new MendedText(file);
        var isDone = false;
        text.Replace(
            line.Number,
            part =>
            {
                var at = isDone ? -1 : part.IndexOf(old, StringComparison.Ordinal);
                isDone |= at >= 0;
                return at < 0 ? part : part.Insert(at, $"{asksAs} ");
            }
        );
        return isDone && !HasOptions(files)
            ? Proposal(
                finding,
                text,
                $"{asksAs} named too",
                $"proved: the line holds for {asksAs} now, whose other clients and all other daemons are granted what they were"
            ) with
            {
                Grants = (space, daemon, before) =>
                    daemon.Name != asksAs ? before
                    : file.Kind == RulesetKind.HostsAllow ? before | Matched(space, line, old)
                    : before - (Matched(space, line, old) - ByAllow(space, files, daemon)),
            }
            : null;
    }

    private static Proposal? Denying(Finding finding, IReadOnlyList<RulesetFile> files)
    {
        var daemons = files
            .Where(file => file.Kind == RulesetKind.HostsAllow)
            .SelectMany(file => HostsTableReader.Read(file).Accesses)
            .SelectMany(line => line.Daemons.Patterns)
            .Select(daemon => daemon.Text.Split('@')[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (daemons.Count == 0 || finding.File is not { } allow)
        {
            return null;
        }
        var deny =
            files.FirstOrDefault(file => file.Kind == RulesetKind.HostsDeny)
            ?? new RulesetFile(
                RulesetKind.HostsDeny,
                allow.EndsWith("hosts.allow", StringComparison.Ordinal)
                    ? $"{allow[..^"allow".Length]}deny"
                    : "hosts.deny",
                ""
            );
        var text = new MendedText(deny);
        var line = $"{string.Join(' ', daemons)} : ALL";
        text.Append(line);
        text.IsTerminated = true;
        return Proposal(
            finding,
            text,
            $"{Quotation.Of(line)} put into {deny.Name}",
            "proved: whom a line of hosts.allow grants is granted as before, these daemons deny everybody else, and no other daemon changes"
        ) with
        {
            Grants = (space, daemon, before) =>
                daemons.Exists(name => DaemonPattern.Of(name).Names(daemon.Name))
                    ? before & ByAllow(space, files, daemon)
                    : before,
        };
    }

    private static Proposal? Terminated(Finding finding, IReadOnlyList<RulesetFile> files)
    {
        if (Find(finding, files) is not { } file)
        {
            return null;
        }
        var text = new MendedText(file) { IsTerminated = true };
        if (HasOptions([text.File]) || HostsTableReader.Read(text.File).Lines is not [.., var last])
        {
            return null;
        }
        return Proposal(
            finding,
            text,
            "ended with a newline",
            file.Kind == RulesetKind.HostsDeny
                ? "proved: the line denies whom it names, no more than that; without its newline it denied every daemon to everybody whom hosts.allow does not grant it"
                : "proved: the line grants whom it names besides, no more than that; without its newline libwrap ignored it"
        ) with
        {
            Grants = (space, daemon, before) =>
                file.Kind == RulesetKind.HostsAllow
                    ? before | Matched(space, last, daemon.Name)
                    : Untold(space, files, file, daemon)
                        - (Matched(space, last, daemon.Name) - ByAllow(space, files, daemon)),
        };
    }

    private static bool HasOptions(IEnumerable<RulesetFile> files) =>
        files
            .Where(file => file.Kind.IsOfWrappers())
            .SelectMany(file => HostsTableReader.Read(file).Accesses)
            .Any(line => line.Options.Count > 0);

    /// <summary>The packets whose clients a line matches, for a daemon of this name; what rpcbind does not tell counts for nothing here.</summary>
    private static PacketSet Matched(PacketSpace space, TableLine line, string daemon) =>
        line is not TableLine.Access
            ? space.None
            : GrantedPackets.Of(
                space,
                new WrapperTables(new HostsTable("", [line]), DenyingAll),
                DaemonNamed(daemon)
            );

    /// <summary>Those that hosts.allow grants by itself.</summary>
    private static PacketSet ByAllow(
        PacketSpace space,
        IReadOnlyList<RulesetFile> files,
        AskingDaemon daemon
    ) => GrantedPackets.Of(space, GrantsProof.Tables(files) with { Deny = DenyingAll }, daemon);

    /// <summary>Those that are granted if hosts.deny ends before its last line.</summary>
    private static PacketSet Untold(
        PacketSpace space,
        IReadOnlyList<RulesetFile> files,
        RulesetFile deny,
        AskingDaemon daemon
    )
    {
        var table = HostsTableReader.Read(deny);
        return GrantedPackets.Of(
            space,
            GrantsProof.Tables(files) with
            {
                Deny = table with
                {
                    Lines = [.. table.Lines.Where(line => line is not TableLine.Stopping)],
                },
            },
            daemon
        );
    }

    private static AskingDaemon DaemonNamed(string name) =>
        name == AskingDaemon.Rpcbind.Name || Catalogue.Portmap.WrapperNames.Contains(name)
            ? AskingDaemon.Rpcbind with
            {
                Name = name,
            }
            : new AskingDaemon(name, true, true);

    private static HostsTable DenyingAll { get; } =
        HostsTableReader.Read(new RulesetFile(RulesetKind.HostsDeny, "", "ALL : ALL\n"));

    private static RulesetFile? Find(Finding finding, IReadOnlyList<RulesetFile> files) =>
        files.FirstOrDefault(file => file.Name == finding.File);

    private static Proposal Proposal(Finding finding, MendedText text, string what, string proof) =>
        new(
            finding,
            new Dictionary<string, MendedText>(StringComparer.Ordinal) { [text.File.Name] = text },
            what,
            MendedPackets.None with
            {
                Text = proof,
            }
        );
}
