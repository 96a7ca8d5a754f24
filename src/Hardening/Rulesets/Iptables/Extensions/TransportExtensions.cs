namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>The matches of TCP, UDP, DCCP and SCTP.</summary>
internal static class TransportExtensions
{
    private const string Syn = "FIN,SYN,RST,ACK SYN";

    private static readonly ArgumentType TcpFlags = Flags("FIN", "SYN", "RST", "PSH", "ACK", "URG");

    /// <summary>The types of DCCP from 0 on (RFC 4340, 5.1); those without a name are INVALID.</summary>
    public static EquatableArray<string> DccpTypes { get; } =
    [
        "REQUEST",
        "RESPONSE",
        "DATA",
        "ACK",
        "DATAACK",
        "CLOSEREQ",
        "CLOSE",
        "RESET",
        "SYNC",
        "SYNCACK",
    ];

    public static Extension Tcp { get; } =
        new Extension(
            "tcp",
            SourcePort(PortArgument.RangeOrAny),
            DestinationPort(PortArgument.RangeOrAny),
            new ExtensionOption("--tcp-option", NumberArgument.Between(1, 255)).Negatable,
            new ExtensionOption("--tcp-flags", TcpFlags, TcpFlags).Negatable,
            new ExtensionOption("--syn").As("--tcp-flags", Syn).Negatable
        )
            .For("tcp")
            .NotBoth("--tcp-flags", "--syn");

    public static Extension Udp { get; } =
        new Extension(
            "udp",
            SourcePort(PortArgument.RangeOrAny),
            DestinationPort(PortArgument.RangeOrAny)
        ).For("udp");

    public static Extension Dccp { get; } =
        new Extension(
            "dccp",
            SourcePort(PortArgument.Range),
            DestinationPort(PortArgument.Range),
            new ExtensionOption(
                "--dccp-types",
                WordArgument.List([.. DccpTypes, "INVALID"])
            ).Negatable,
            new ExtensionOption("--dccp-option", NumberArgument.Between(1, 255)).Negatable
        ).For("dccp");

    public static Extension Sctp { get; } =
        new Extension(
            "sctp",
            SourcePort(PortArgument.Range),
            DestinationPort(PortArgument.Range),
            new ExtensionOption(
                "--chunk-types",
                WordArgument.Translated(
                    "all, any or only",
                    ("all", "all"),
                    ("any", "any"),
                    ("only", "only")
                ),
                SctpChunks.Type
            ).Negatable
        ).For("sctp");

    public static Extension Multiport { get; } =
        new Extension(
            "multiport",
            new ExtensionOption("--sports", PortArgument.List).Or("--source-ports").Negatable,
            new ExtensionOption("--dports", PortArgument.List).Or("--destination-ports").Negatable,
            new ExtensionOption("--ports", PortArgument.List).Negatable
        )
            .For("tcp", "udp", "udplite", "sctp", "dccp")
            .OneOf("--sports", "--dports", "--ports");

    public static Extension Tcpmss { get; } =
        new Extension(
            "tcpmss",
            new ExtensionOption("--mss", NumberArgument.Range16).Negatable.Mandatory
        ).For("tcp");

    /// <summary>Whether packets of the rule have SYN set, as TCPMSS wants it.</summary>
    public static bool AsksForSyn(RuleContext context) =>
        context.Matches.Any(match =>
            match.Extension == Tcp
            && match.Settings.Any(setting =>
                setting is { IsNegated: false, Option.PrintedName: "--tcp-flags" }
                && (setting.Option.Constant ?? setting.Printed).Split(' ')[^1].Contains("SYN")
            )
        );

    private static ExtensionOption SourcePort(ArgumentType type) =>
        new ExtensionOption("--sport", type).Or("--source-port").Negatable;

    private static ExtensionOption DestinationPort(ArgumentType type) =>
        new ExtensionOption("--dport", type).Or("--destination-port").Negatable;

    private static ArgumentType Flags(params EquatableArray<string> names) =>
        new(
            $"a list, with commas, of {string.Join(", ", names)}, or ALL or NONE",
            text =>
            {
                var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                foreach (var word in text.Split(','))
                {
                    if (word.Equals("ALL", StringComparison.OrdinalIgnoreCase))
                    {
                        set.UnionWith(names);
                    }
                    else if (names.Contains(word, StringComparer.OrdinalIgnoreCase))
                    {
                        set.Add(word);
                    }
                    else if (!word.Equals("NONE", StringComparison.OrdinalIgnoreCase))
                    {
                        return null;
                    }
                }
                return set.Count == 0 ? "NONE" : string.Join(',', names.Where(set.Contains));
            }
        );
}
