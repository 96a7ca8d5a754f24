using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Targets that answer, hand on, log or watch packets, and those that tell connection tracking what to do.</summary>
internal static class FateTargets
{
    /// <summary>The levels of syslog(3) from 0 on.</summary>
    public static EquatableArray<string> Levels { get; } =
    ["emerg", "alert", "crit", "error", "warning", "notice", "info", "debug"];

    public static Extension Reject4 { get; } =
        Rejection(
            IpFamily.IPv4,
            ("icmp-net-unreachable", "net-unreach"),
            ("icmp-host-unreachable", "host-unreach"),
            ("icmp-proto-unreachable", "proto-unreach"),
            ("icmp-port-unreachable", "port-unreach"),
            ("icmp-net-prohibited", "net-prohib"),
            ("icmp-host-prohibited", "host-prohib"),
            ("tcp-reset", "tcp-rst"),
            ("icmp-admin-prohibited", "admin-prohib")
        );

    public static Extension Reject6 { get; } =
        Rejection(
            IpFamily.IPv6,
            ("icmp6-no-route", "no-route"),
            ("icmp6-adm-prohibited", "adm-prohibited"),
            ("icmp6-addr-unreachable", "addr-unreach"),
            ("icmp6-port-unreachable", "port-unreach"),
            ("tcp-reset", "tcp-reset"),
            ("icmp6-policy-fail", "policy-fail"),
            ("icmp6-reject-route", "reject-route")
        );

    public static Extension Log { get; } =
        new(
            "LOG",
            new ExtensionOption("--log-prefix", LogPrefix),
            new ExtensionOption("--log-level", Level),
            new ExtensionOption("--log-tcp-sequence"),
            new ExtensionOption("--log-tcp-options"),
            new ExtensionOption("--log-ip-options"),
            new ExtensionOption("--log-uid"),
            new ExtensionOption("--log-macdecode")
        );

    public static Extension Ulog { get; } =
        new Extension(
            "ULOG",
            new ExtensionOption("--ulog-prefix", WordArgument.Text(32)),
            new ExtensionOption("--ulog-nlgroup", NumberArgument.Unless(1, 1, 32)),
            new ExtensionOption("--ulog-cprange", NumberArgument.Unless(0, 0, uint.MaxValue)),
            new ExtensionOption("--ulog-qthreshold", NumberArgument.Unless(1, 1, 50))
        ).Only(IpFamily.IPv4);

    public static Extension Nflog { get; } =
        new Extension(
            "NFLOG",
            new ExtensionOption("--nflog-prefix", NflogPrefix),
            new ExtensionOption("--nflog-group", NumberArgument.Unless(0, 0, 65535)),
            new ExtensionOption("--nflog-range", NumberArgument.Bits32),
            new ExtensionOption("--nflog-size", NumberArgument.Bits32),
            new ExtensionOption("--nflog-threshold", NumberArgument.Unless(0, 0, 65535))
        ).NotBoth("--nflog-range", "--nflog-size");

    public static Extension Nfqueue { get; } =
        new Extension(
            "NFQUEUE",
            new ExtensionOption("--queue-num", NumberArgument.Bits16),
            new ExtensionOption("--queue-balance", Queues),
            new ExtensionOption("--queue-bypass"),
            new ExtensionOption("--queue-cpu-fanout").With("--queue-balance")
        )
        {
            Print = (use, _) =>
                [
                    use["--queue-balance"]?.Text
                        ?? $"--queue-num {use.Value("--queue-num") ?? "0"}",
                    .. use.Has("--queue-bypass") ? (string[])["--queue-bypass"] : [],
                    .. use.Has("--queue-cpu-fanout") ? (string[])["--queue-cpu-fanout"] : [],
                ],
        }.NotBoth("--queue-num", "--queue-balance");

    public static Extension Audit { get; } =
        new(
            "AUDIT",
            new ExtensionOption("--type", WordArgument.OneOf("accept", "drop", "reject")).Mandatory
        );

    public static Extension Led { get; } =
        new(
            "LED",
            new ExtensionOption("--led-trigger-id", WordArgument.InQuotes(26)).Mandatory,
            new ExtensionOption("--led-delay", LedDelay),
            new ExtensionOption("--led-always-blink")
        );

    public static Extension Idletimer { get; } =
        new(
            "IDLETIMER",
            new ExtensionOption("--timeout", NumberArgument.Between(1, uint.MaxValue)).Mandatory,
            new ExtensionOption("--label", WordArgument.Raw(27)).Mandatory,
            new ExtensionOption("--alarm")
        );

    public static Extension Trace { get; } = new("TRACE");

    public static Extension Tee { get; } =
        new(
            "TEE",
            new ExtensionOption("--gateway", AddressArgument.Single).Mandatory,
            new ExtensionOption("--oif", InterfaceArgument.Type)
        );

    public static Extension Tproxy { get; } =
        new Extension(
            "TPROXY",
            new ExtensionOption("--on-port", PortArgument.Single).Mandatory,
            new ExtensionOption("--on-ip", AddressArgument.Single),
            new ExtensionOption("--tproxy-mark", MarkArgument.Turned)
        )
        {
            Print = (use, context) =>
                [
                    use["--on-port"]!.Text,
                    $"--on-ip {use.Value("--on-ip") ?? $"{Address.Lowest(context.Family)}"}",
                    $"--tproxy-mark {use.Value("--tproxy-mark") ?? "0x0/0x0"}",
                ],
        }
            .For("tcp", "udp")
            .Of("mangle")
            .In("PREROUTING");

    public static Extension Synproxy { get; } =
        new Extension(
            "SYNPROXY",
            new ExtensionOption("--sack-perm"),
            new ExtensionOption("--timestamp"),
            new ExtensionOption("--wscale", NumberArgument.Between(0, 14)),
            new ExtensionOption("--mss", NumberArgument.Bits16),
            new ExtensionOption("--ecn")
        )
            .For("tcp")
            .In("INPUT", "FORWARD");

    public static Extension Ct { get; } =
        new Extension(
            "CT",
            new ExtensionOption("--notrack"),
            new ExtensionOption("--helper", WordArgument.Raw(15)),
            new ExtensionOption("--timeout", WordArgument.Raw(31)),
            new ExtensionOption(
                "--ctevents",
                WordArgument.List(
                    "new",
                    "related",
                    "destroy",
                    "reply",
                    "assured",
                    "protoinfo",
                    "helper",
                    "mark",
                    "natseqinfo",
                    "secmark"
                )
            ),
            new ExtensionOption("--expevents", WordArgument.List("new")),
            new ExtensionOption("--zone-orig", Zone),
            new ExtensionOption("--zone-reply", Zone),
            new ExtensionOption("--zone", Zone)
        )
            .Of("raw")
            .In("PREROUTING", "OUTPUT");

    public static Extension Notrack { get; } =
        new Extension("NOTRACK").Of("raw").In("PREROUTING", "OUTPUT");

    /// <summary>Whether the set exists is not known here.</summary>
    public static Extension Set { get; } =
        new Extension(
            "SET",
            new ExtensionOption("--add-set", SetArgument.Name, SetArgument.Directions),
            new ExtensionOption("--del-set", SetArgument.Name, SetArgument.Directions),
            new ExtensionOption("--map-set", SetArgument.Name, SetArgument.Directions),
            new ExtensionOption("--exist"),
            new ExtensionOption("--timeout", NumberArgument.Bits32),
            new ExtensionOption("--map-mark"),
            new ExtensionOption("--map-prio"),
            new ExtensionOption("--map-queue")
        ).Any("--add-set", "--del-set", "--map-set");

    public static Extension Clusterip { get; } =
        new Extension(
            "CLUSTERIP",
            new ExtensionOption("--new"),
            new ExtensionOption(
                "--hashmode",
                WordArgument.OneOf(
                    "sourceip",
                    "sourceip-sourceport",
                    "sourceip-sourceport-destport"
                )
            ),
            new ExtensionOption("--clustermac", WordArgument.Raw(17)),
            new ExtensionOption("--total-nodes", NumberArgument.Between(1, 16)),
            new ExtensionOption("--local-node", NumberArgument.Between(1, 16)),
            new ExtensionOption("--hash-init", NumberArgument.Bits32)
        )
            .In("INPUT")
            .Only(IpFamily.IPv4);

    /// <summary>What is longer than 29 bytes is cut.</summary>
    private static ArgumentType LogPrefix => Prefix(29);

    /// <summary>What is longer than 63 bytes is cut, as iptables-legacy does; iptables-nft keeps 127.</summary>
    private static ArgumentType NflogPrefix => Prefix(63);

    private static ArgumentType Prefix(int longest) =>
        new(
            "a text without a newline",
            text =>
                text.Length > 0 && !text.Contains('\n')
                    ? WordArgument.Quoted(text.Length > longest ? text[..longest] : text)
                    : null
        );

    private static ArgumentType Level =>
        new(
            $"a level from 0 to 7 or one of {string.Join(", ", Levels)}",
            text =>
            {
                var level =
                    NumberArgument.Find(text, 7) ?? (ulong?)Find(text == "panic" ? "emerg" : text);
                return level is { } number
                    ? number == 4
                        ? string.Empty
                        : NumberArgument.Text(number)
                    : null;
            }
        );

    private static ArgumentType Queues =>
        new(
            "two queues from 0 to 65534 with a colon between, the smaller one first",
            text =>
                text.Contains(':')
                && NumberArgument.FindRange(text, 65534) is var (first, last)
                && first < last
                    ? NumberArgument.RangeText(first, last)
                    : null
        );

    private static ArgumentType LedDelay =>
        new(
            "a time in milliseconds, or inf",
            text =>
                text == "inf" ? text
                : NumberArgument.Find(text) is { } time
                    ? time == 0 ? string.Empty
                        : NumberArgument.Text(time)
                : null
        );

    private static ArgumentType Zone =>
        new(
            "a zone from 0 to 65535, or mark",
            text =>
                text == "mark" ? text
                : NumberArgument.Find(text, 65535) is { } zone
                    ? zone == 0 ? string.Empty
                        : NumberArgument.Text(zone)
                : null
        );

    private static int? Find(string level)
    {
        for (var number = 0; number < Levels.Count; number++)
        {
            if (Levels[number] == level)
            {
                return number;
            }
        }
        return null;
    }

    private static Extension Rejection(
        IpFamily family,
        params EquatableArray<(string Name, string Alias)> answers
    )
    {
        var standard = family == IpFamily.IPv4 ? "icmp-port-unreachable" : "icmp6-port-unreachable";
        return new Extension(
            "REJECT",
            new ExtensionOption(
                "--reject-with",
                new ArgumentType(
                    string.Join(", ", answers.Select(answer => answer.Name)),
                    // The tool takes the first that begins so.
                    text =>
                        text.Length > 0
                            ? answers
                                .FirstOrDefault(answer =>
                                    answer.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
                                    || answer.Alias.StartsWith(
                                        text,
                                        StringComparison.OrdinalIgnoreCase
                                    )
                                )
                                .Name
                            : null
                )
            ).Else($"--reject-with {standard}")
        )
        {
            KernelCheck = (use, context) =>
                use.Value("--reject-with") == "tcp-reset"
                && (context.ProtocolName != "tcp" || context.IsProtocolNegated)
                    ? "-p tcp with tcp-reset"
                    : null,
        }
            .In("INPUT", "FORWARD", "OUTPUT")
            .Only(family);
    }
}
