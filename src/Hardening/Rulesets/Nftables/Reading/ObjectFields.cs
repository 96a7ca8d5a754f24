using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>What the lines of a stateful object's block said so far.</summary>
internal sealed class ObjectFields
{
    private static readonly string[] TcpStates =
    [
        "syn_sent",
        "syn_recv",
        "established",
        "fin_wait",
        "close_wait",
        "last_ack",
        "time_wait",
        "close",
        "retrans",
        "unack",
    ];
    private static readonly string[] UdpStates = ["unreplied", "replied"];

    internal string? Comment { get; set; }

    internal Statement? Statement { get; set; }

    internal string? Context { get; set; }

    internal string? Type { get; set; }

    internal string? Protocol { get; set; }

    internal string? L3Protocol { get; set; }

    internal uint? Port { get; set; }

    internal ulong? Milliseconds { get; set; }

    internal uint? Size { get; set; }

    internal List<(Lexeme State, ulong Seconds)> Policy { get; } = [];

    internal List<string> Lines { get; } = [];

    /// <summary>Adds options of a synproxy, which may stand on several lines.</summary>
    internal void Add(Statement.Synproxy more, Cursor cursor)
    {
        if (more is { Mss: null, Wscale: null, Flags.Count: 0 })
        {
            throw cursor.Fault("mss, wscale, timestamp, sack-perm or \"}\"");
        }
        Statement = Statement is Statement.Synproxy so
            ? new Statement.Synproxy(
                more.Mss ?? so.Mss,
                more.Wscale ?? so.Wscale,
                [.. so.Flags, .. more.Flags]
            )
            : more;
    }

    internal StatefulKind Finish(Cursor cursor, string keyword, SourcePoint point)
    {
        switch (keyword)
        {
            case "counter":
                return new StatefulKind.Named(keyword, Statement ?? new Statement.Counter(0, 0));
            case "quota" or "limit" or "synproxy" when Statement is not null:
                return new StatefulKind.Named(keyword, Statement);
            case "secmark" when Context is not null:
                return new StatefulKind.Secmark(Context);
            case "tunnel":
                return new StatefulKind.Tunnel(
                    Lines.SelectMany(line => line.Split('\n')).ToEquatableArray()
                );
            case "ct helper" when Type is not null && Protocol is not null:
                return new StatefulKind.Helper(Type, Protocol, L3Protocol);
            case "ct timeout" when Protocol is not null:
                return new StatefulKind.Timeout(Protocol, L3Protocol, States(cursor));
            case "ct expectation"
                when Protocol is not null
                    && Port is { } port
                    && Milliseconds is { } milliseconds
                    && Size is { } size:
                return new StatefulKind.Expectation(Protocol, port, milliseconds, size, L3Protocol);
            default:
                throw cursor.Error(
                    point,
                    $"found a {keyword} that does not say enough, expected "
                        + keyword switch
                        {
                            "ct helper" => "type \"…\" protocol tcp or udp",
                            "ct timeout" => "protocol tcp or udp, and a policy",
                            "ct expectation" => "protocol, dport, timeout and size",
                            "secmark" => "a context in quotes",
                            _ => $"what a {keyword} is",
                        }
                        + " in its block"
                );
        }
    }

    private EquatableArray<(string State, ulong Seconds)> States(Cursor cursor)
    {
        var known = Protocol == "tcp" ? TcpStates : UdpStates;
        foreach (var (state, _) in Policy)
        {
            if (Array.IndexOf(known, state.Text) < 0)
            {
                throw cursor.Error(
                    state.Point,
                    Spelling.Unknown($"state of {Protocol}", state.Text, known)
                );
            }
        }
        return Policy.Select(one => (one.State.Text, one.Seconds)).ToEquatableArray();
    }
}
