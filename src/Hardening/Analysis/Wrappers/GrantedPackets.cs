using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Wrappers;

/// <summary>The packets whose clients libwrap grants a daemon, with what nobody knows left open (<c>hosts_access</c> in hosts_access.c, Debian's 7.6.q).</summary>
internal sealed class GrantedPackets
{
    private readonly PacketSpace space;
    private readonly WrapperTables tables;
    private readonly AskingDaemon daemon;
    private readonly HostSets clients;
    private readonly HostSets servers;
    private readonly bool runsAclExec;
    private PacketSet hasFailed;

    private GrantedPackets(PacketSpace space, WrapperTables tables, AskingDaemon daemon)
    {
        (this.space, this.tables, this.daemon) = (space, tables, daemon);
        clients = new HostSets(space, tables, PacketField.SourceAddress, OpenQuestions.Client);
        servers = new HostSets(space, tables, PacketField.DestinationAddress, OpenQuestions.Server);
        runsAclExec = tables.RunsAclExec;
        hasFailed = space.None;
    }

    /// <summary>Of all packets of a space, as if each came in at the daemon.</summary>
    internal static PacketSet Of(PacketSpace space, WrapperTables tables, AskingDaemon daemon)
    {
        var packets = new GrantedPackets(space, tables, daemon);
        var first = packets.Look(tables.Allow, space.All);
        var second = packets.Look(tables.Deny, first.Over | first.Rest);
        return first.Granted
            | first.Matched
            | second.Granted
            | second.Over
            | (second.IsStopped ? space.None : second.Rest);
    }

    private TableAnswer Look(HostsTable table, PacketSet coming)
    {
        var ends = new TableAnswer(space.None, space.None, space.None, coming, false);
        foreach (var line in table.Lines)
        {
            if (line is TableLine.Stopping)
            {
                return ends with { IsStopped = true };
            }
            if (line is TableLine.Access access && !ends.Rest.IsEmpty)
            {
                var matched =
                    ends.Rest
                    & Among(access.Daemons, Add, _ => null)
                    & Among(access.Clients, Add, RangeOf);
                ends = Outcome(table, access, matched, ends with { Rest = ends.Rest - matched });
            }
        }
        return ends;
    }

    private TableAnswer Outcome(
        HostsTable table,
        TableLine.Access line,
        PacketSet matched,
        TableAnswer ends
    )
    {
        PacketSet? succeeded = null;
        foreach (var option in line.Options)
        {
            switch (option)
            {
                case AccessOption.Grant:
                    return ends with { Granted = ends.Granted | matched };
                case AccessOption.Deny or AccessOption.Twist or AccessOption.Faulty:
                    return ends;
                case AccessOption.AsGroup(_, var group):
                    matched &= space.Unknown(OpenQuestions.HasGroup(group));
                    break;
                case AccessOption.AsUser(_, var user, var group):
                    matched &= space.Unknown(OpenQuestions.HasUser(user));
                    matched &= group is null
                        ? space.All
                        : space.Unknown(OpenQuestions.HasGroup(group));
                    break;
                case AccessOption.AclExec:
                    succeeded = space.Unknown(
                        OpenQuestions.AclExec(option.Text, table.Name, line.Number)
                    );
                    break;
            }
        }
        if (line.Options.Count > 0 && runsAclExec)
        {
            var success = succeeded ?? space.Unknown(OpenQuestions.LastAclExec) - hasFailed;
            hasFailed |= matched - success;
            return ends with
            {
                Matched = ends.Matched | (matched & success),
                Over = ends.Over | (matched - success),
            };
        }
        return ends with { Matched = ends.Matched | matched };
    }

    private PacketSet Among<T>(
        PatternList<T> list,
        Func<PacketSet, T, PacketSet> add,
        Func<T, ValueRange?> rangeOf
    )
    {
        var set = space.None;
        var ranges = new List<ValueRange>();
        foreach (var pattern in list.Patterns)
        {
            if (rangeOf(pattern) is { } range)
            {
                ranges.Add(range);
            }
            else
            {
                set = add(set, pattern);
            }
        }
        set |= space.OneOf(PacketField.SourceAddress, ValueRanges.Merge(ranges).AsSpan());
        return list.Except is { } except && !set.IsEmpty ? set - Among(except, add, rangeOf) : set;
    }

    private ValueRange? RangeOf(ClientPattern pattern) =>
        pattern.User is null ? clients.RangeOf(pattern.Host) : null;

    private PacketSet Add(PacketSet set, DaemonPattern pattern) => set | Of(pattern);

    private PacketSet Add(PacketSet set, ClientPattern pattern) =>
        clients.AddTo(set, pattern.Host, () => Of(pattern));

    private PacketSet Of(DaemonPattern pattern)
    {
        var named =
            pattern.Port is not { } port ? (pattern.Names(daemon.Name) ? space.All : space.None)
            : daemon.TellsServer ? space.OneOf(PacketField.DestinationPort, Port(port))
            : space.None;
        return pattern.Server is not { } server || named.IsEmpty ? named
            : daemon.TellsServer ? named & servers.Of(server)
            : named & Untold(server);
    }

    /// <summary>A server whose address and name are <c>unknown</c>, both.</summary>
    private PacketSet Untold(HostPattern pattern) =>
        pattern switch
        {
            HostPattern.Named(_, var text, _) => text.Matches(TextPattern.Unknown)
                ? space.All
                : space.None,
            HostPattern.Netgroup(var group) => space.Unknown(
                OpenQuestions.Netgroup(OpenQuestions.Server, group[1..])
            ),
            HostPattern.Listed(var path) => Untold(path, []),
            _ => space.None,
        };

    private PacketSet Untold(string path, HashSet<string> open)
    {
        if (tables.PatternsIn(path) is not { } patterns)
        {
            return space.Unknown(OpenQuestions.Listed(OpenQuestions.Server, path));
        }
        var set = space.None;
        if (open.Add(path))
        {
            foreach (var pattern in patterns)
            {
                set |= pattern is HostPattern.Listed(var other)
                    ? Untold(other, open)
                    : Untold(pattern);
            }
        }
        return set;
    }

    private PacketSet Of(ClientPattern pattern)
    {
        var host = clients.Of(pattern.Host);
        return pattern.User is not { } user || host.IsEmpty ? host
            : daemon.TellsUser
                ? host
                    & HostSets.Told(
                        space,
                        user,
                        OpenQuestions.UserIsUnknown,
                        null,
                        OpenQuestions.UserIs(user.Text)
                    )
            : user.Matches(TextPattern.Unknown) ? host
            : space.None;
    }

    private static ValueRange Port(int port) => new((UInt128)(uint)port, (UInt128)(uint)port);

    /// <summary>What became of packets in one table.</summary>
    /// <param name="Granted">By an option.</param>
    /// <param name="Matched">By a line.</param>
    /// <param name="Over">A line matched and its aclexec said no: no other line of the table is looked at.</param>
    /// <param name="Rest">No line so far.</param>
    /// <param name="IsStopped">Whether the rest met a line that stops libwrap.</param>
    private sealed record TableAnswer(
        PacketSet Granted,
        PacketSet Matched,
        PacketSet Over,
        PacketSet Rest,
        bool IsStopped
    );
}
