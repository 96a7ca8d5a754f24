using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Matches of what connection tracking knows.</summary>
internal static class TrackingExtensions
{
    private static readonly EquatableArray<string> States =
    [
        "INVALID",
        "NEW",
        "RELATED",
        "ESTABLISHED",
        "UNTRACKED",
    ];

    public static Extension State { get; } =
        new("state", new ExtensionOption("--state", WordArgument.List(States)).Negatable.Mandatory);

    public static Extension Conntrack { get; } =
        new Extension(
            "conntrack",
            new ExtensionOption(
                "--ctstate",
                WordArgument.List([.. States, "SNAT", "DNAT"])
            ).Negatable,
            new ExtensionOption("--ctproto", TrackedProtocol).Negatable,
            new ExtensionOption("--ctorigsrc", AddressArgument.WithMask).Negatable,
            new ExtensionOption("--ctorigdst", AddressArgument.WithMask).Negatable,
            new ExtensionOption("--ctreplsrc", AddressArgument.WithMask).Negatable,
            new ExtensionOption("--ctrepldst", AddressArgument.WithMask).Negatable,
            new ExtensionOption("--ctorigsrcport", PortArgument.Range).Negatable,
            new ExtensionOption("--ctorigdstport", PortArgument.Range).Negatable,
            new ExtensionOption("--ctreplsrcport", PortArgument.Range).Negatable,
            new ExtensionOption("--ctrepldstport", PortArgument.Range).Negatable,
            new ExtensionOption(
                "--ctstatus",
                WordArgument.List("NONE", "EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED")
            ).Negatable,
            new ExtensionOption("--ctexpire", NumberArgument.Range32).Negatable,
            new ExtensionOption("--ctdir", WordArgument.OneOf("ORIGINAL", "REPLY"))
        ).Any(
            "--ctstate",
            "--ctproto",
            "--ctorigsrc",
            "--ctorigdst",
            "--ctreplsrc",
            "--ctrepldst",
            "--ctorigsrcport",
            "--ctorigdstport",
            "--ctreplsrcport",
            "--ctrepldstport",
            "--ctstatus",
            "--ctexpire",
            "--ctdir"
        );

    public static Extension Connmark { get; } =
        new("connmark", new ExtensionOption("--mark", MarkArgument.Compared).Negatable.Mandatory);

    public static Extension Connbytes { get; } =
        new(
            "connbytes",
            new ExtensionOption("--connbytes", Bytes).Negatable.Mandatory,
            new ExtensionOption(
                "--connbytes-mode",
                WordArgument.OneOf("packets", "bytes", "avgpkt")
            ).Mandatory,
            new ExtensionOption(
                "--connbytes-dir",
                WordArgument.OneOf("original", "reply", "both")
            ).Mandatory
        );

    /// <summary>Names of labels stand in connlabel.conf of the host, which nobody here knows: a name is taken as it is.</summary>
    public static Extension Connlabel { get; } =
        new(
            "connlabel",
            new ExtensionOption("--label", Label).Negatable.Mandatory,
            new ExtensionOption("--set")
        );

    public static Extension Connlimit4 { get; } = Connlimit(IpFamily.IPv4);

    public static Extension Connlimit6 { get; } = Connlimit(IpFamily.IPv6);

    public static Extension Helper { get; } =
        new("helper", new ExtensionOption("--helper", WordArgument.Name(29)).Negatable.Mandatory);

    private static ArgumentType TrackedProtocol =>
        new(
            "a protocol from 1 to 255 or a name of protocols(5)",
            text =>
                ProtocolNames.Find(text) is { } number and > 0 ? NumberArgument.Text(number) : null
        );

    // A missing end is the kernel's "no limit", which is not printed.
    private static ArgumentType Bytes =>
        new(
            "a number of 64 bits or a range of such with a colon between",
            text =>
                NumberArgument.FindRange(text, ulong.MaxValue) is var (first, last)
                    ? text.Contains(':') && last < ulong.MaxValue
                        ? $"{NumberArgument.Text(first)}:{NumberArgument.Text(last)}"
                        : NumberArgument.Text(first)
                    : null
        );

    private static ArgumentType Label =>
        new(
            "a label from 0 to 127 or a name of connlabel.conf",
            text =>
                NumberArgument.Find(text) is { } number
                    ? number <= 127
                        ? $"\"{NumberArgument.Text(number)}\""
                        : null
                    : text.Length > 0
                        ? WordArgument.InQuotes(255).Print(text, default)
                        : null
        );

    private static Extension Connlimit(IpFamily family)
    {
        var width = (ulong)Address.WidthOf(family);
        return new Extension(
            "connlimit",
            new ExtensionOption("--connlimit-upto", NumberArgument.Bits32).Negatable,
            new ExtensionOption("--connlimit-above", NumberArgument.Bits32).Negatable,
            new ExtensionOption("--connlimit-mask", AddressArgument.LengthOrMore),
            new ExtensionOption("--connlimit-saddr"),
            new ExtensionOption("--connlimit-daddr")
        )
        {
            Print = (use, _) =>
            {
                var (option, other) = use.Has("--connlimit-upto")
                    ? ("--connlimit-upto", "--connlimit-above")
                    : ("--connlimit-above", "--connlimit-upto");
                // The kernel has one flag for both: not above is up to.
                return
                [
                    $"{(use[option]!.IsNegated ? other : option)} {use.Value(option)}",
                    $"--connlimit-mask {use.Value("--connlimit-mask") ?? NumberArgument.Text(width)}",
                    use.Has("--connlimit-daddr") ? "--connlimit-daddr" : "--connlimit-saddr",
                ];
            },
        }
            .OneOf("--connlimit-upto", "--connlimit-above")
            .NotBoth("--connlimit-saddr", "--connlimit-daddr")
            .Only(family);
    }
}
