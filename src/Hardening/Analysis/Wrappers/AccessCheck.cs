using System.Diagnostics;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Wrappers;

/// <summary>
/// Answers one request as Debian's libwrap 7.6.q does (<c>hosts_access</c> in hosts_access.c). Written apart from the sets of packets, so
/// that the two can be held against each other.
/// </summary>
/// <param name="tables">The files.</param>
/// <param name="answerOf">The answers to what they and the request do not tell.</param>
public sealed class AccessCheck(WrapperTables tables, Func<string, bool> answerOf)
{
    private readonly List<string> asked = [];
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    /// <summary>Prepares for files that leave nothing open, or where every answer is no.</summary>
    public AccessCheck(WrapperTables tables)
        : this(tables, _ => false) { }

    /// <summary>Whether the client may.</summary>
    public AccessDecision Decide(AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        asked.Clear();
        var hasFailed = false;
        foreach (var table in new[] { tables.Allow, tables.Deny })
        {
            var (end, line) = Look(table, request, ref hasFailed);
            bool? granted = end switch
            {
                TableEnd.Granted => true,
                TableEnd.Denied => false,
                TableEnd.Matched => ReferenceEquals(table, tables.Allow),
                TableEnd.Stopped when ReferenceEquals(table, tables.Deny) => false,
                _ => null,
            };
            if (granted is { } answer)
            {
                return new AccessDecision(
                    answer,
                    line is null ? null : table.PlaceOf(line),
                    asked.ToEquatableArray()
                );
            }
        }
        return new AccessDecision(true, null, asked.ToEquatableArray());
    }

    private (TableEnd Kind, TableLine? Line) Look(
        HostsTable table,
        AccessRequest request,
        ref bool hasFailed
    )
    {
        foreach (var line in table.Lines)
        {
            if (line is TableLine.Stopping)
            {
                return (TableEnd.Stopped, line);
            }
            if (
                line is TableLine.Access access
                && access.Daemons.Matches(daemon => Matches(daemon, request))
                && access.Clients.Matches(client => Matches(client, request))
            )
            {
                return (Outcome(table, access, ref hasFailed), line);
            }
        }
        return (TableEnd.Unmatched, null);
    }

    private TableEnd Outcome(HostsTable table, TableLine.Access line, ref bool hasFailed)
    {
        bool? succeeded = null;
        foreach (var option in line.Options)
        {
            switch (option)
            {
                case AccessOption.Grant:
                    return TableEnd.Granted;
                case AccessOption.Deny or AccessOption.Twist or AccessOption.Faulty:
                    return TableEnd.Denied;
                case AccessOption.AsGroup(_, var group) when !Ask(OpenQuestions.HasGroup(group)):
                    return TableEnd.Denied;
                case AccessOption.AsUser(_, var user, var group)
                    when group is not null && !Ask(OpenQuestions.HasGroup(group))
                        || !Ask(OpenQuestions.HasUser(user)):
                    return TableEnd.Denied;
                case AccessOption.AclExec:
                    succeeded = Ask(OpenQuestions.AclExec(option.Text, table.Name, line.Number));
                    break;
            }
        }
        if (line.Options.Count > 0 && tables.RunsAclExec)
        {
            succeeded ??= !hasFailed && Ask(OpenQuestions.LastAclExec);
            hasFailed = !succeeded.Value;
            return succeeded.Value ? TableEnd.Matched : TableEnd.Unmatched;
        }
        return TableEnd.Matched;
    }

    private bool Matches(DaemonPattern pattern, AccessRequest request) =>
        (pattern.Port is { } port ? request.ServerPort == port : pattern.Names(request.Daemon))
        && (
            pattern.Server is not { } server
            || Matches(server, OpenQuestions.Server, request.ServerAddress, request.ServerName)
        );

    private bool Matches(ClientPattern pattern, AccessRequest request) =>
        Matches(pattern.Host, OpenQuestions.Client, request.Address, request.Name)
        && (
            pattern.User is not { } user
            || Matches(
                user,
                request.User,
                OpenQuestions.UserIsUnknown,
                null,
                OpenQuestions.UserIs(user.Text)
            )
        );

    private bool Matches(HostPattern pattern, string who, string address, string? name) =>
        pattern switch
        {
            HostPattern.KnownHost => address != TextPattern.Unknown && IsKnown(who, name),
            HostPattern.LocalHost => IsKnown(who, name)
                && (
                    name is not null
                        ? !name.Contains('.')
                        : Ask(OpenQuestions.NameIs(who, "without a dot"))
                ),
            HostPattern.Netgroup(var group) => Ask(OpenQuestions.Netgroup(who, group[1..])),
            HostPattern.Listed(var path) => IsListed(path, who, address, name),
            HostPattern.Ipv4Mask(_, var network, var mask) => DottedQuad.Read(
                TextPattern.Unmapped(address)
            )
                is { } bits
                && (bits & mask) == network,
            HostPattern.Ipv6Prefix(_, var network, var length, var zone) => NumericIpv6.Read(
                TextPattern.Unmapped(address.TrimEnd('%'))
            )
                is (var read, _)
                && (length == 0 || (read.Bits ^ network.Bits) >> (128 - length) == 0)
                && HasInterface(zone),
            HostPattern.NoNetwork => false,
            HostPattern.Named(_, var text, var asksName) => MatchesAddress(text, who, address)
                || asksName
                    && Matches(
                        text,
                        name,
                        OpenQuestions.NameIsUnknown(who),
                        OpenQuestions.NameIsParanoid(who),
                        OpenQuestions.NameIs(who, text.Text)
                    ),
            _ => throw new UnreachableException(),
        };

    private bool MatchesAddress(TextPattern pattern, string who, string address)
    {
        // A zone without a name stands for any: where that decides, the question is open.
        if (!address.EndsWith('%') || pattern is TextPattern.Bracketed)
        {
            return pattern.Matches(address.TrimEnd('%'))
                && (pattern is not TextPattern.Bracketed { Zone: var zone } || HasInterface(zone));
        }
        var texts = new WildcardStates(pattern);
        var state = texts.Step(texts.Start, address);
        return texts.MatchesAllBehind(state)
            || texts.MatchesSomeBehind(state) && Ask(OpenQuestions.Zone(who, pattern.Text));
    }

    /// <summary>Of a text that may have to be asked for; what is unknown or paranoid is a text too.</summary>
    private bool Matches(
        TextPattern pattern,
        string? text,
        string isUnknown,
        string? isParanoid,
        string matches
    ) =>
        text is not null ? pattern.Matches(text)
        : pattern is TextPattern.Anything ? true
        : Ask(isUnknown) ? pattern.Matches(TextPattern.Unknown)
        : isParanoid is not null && Ask(isParanoid) ? pattern.Matches(TextPattern.Paranoid)
        : pattern is TextPattern.Known || CanBeName(pattern) && Ask(matches);

    /// <summary>A name that was looked up is never an address, nor one of the two words for none.</summary>
    internal static bool CanBeName(TextPattern pattern) =>
        pattern is not TextPattern.Bracketed
        && !(
            pattern is TextPattern.Literal
            && (pattern.Matches(TextPattern.Unknown) || pattern.Matches(TextPattern.Paranoid))
        );

    private bool IsKnown(string who, string? name) =>
        name is not null
            ? !name.Equals(TextPattern.Unknown, StringComparison.OrdinalIgnoreCase)
                && !name.Equals(TextPattern.Paranoid, StringComparison.OrdinalIgnoreCase)
            : !Ask(OpenQuestions.NameIsUnknown(who)) && !Ask(OpenQuestions.NameIsParanoid(who));

    /// <summary>A file that lists itself is read again and again until no more files can be opened, and then matches nothing.</summary>
    private bool IsListed(string path, string who, string address, string? name)
    {
        if (tables.PatternsIn(path) is not { } patterns)
        {
            return Ask(OpenQuestions.Listed(who, path));
        }
        if (!open.Add(path))
        {
            return false;
        }
        try
        {
            return patterns.Any(pattern => Matches(pattern, who, address, name));
        }
        finally
        {
            open.Remove(path);
        }
    }

    private bool HasInterface(string zone) =>
        zone.Length == 0 || Ask(OpenQuestions.Interface(zone));

    private bool Ask(string question)
    {
        if (!asked.Contains(question))
        {
            asked.Add(question);
        }
        return answerOf(question);
    }

    private enum TableEnd
    {
        Unmatched,
        Matched,
        Stopped,
        Granted,
        Denied,
    }
}
