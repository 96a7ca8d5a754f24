using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Targets that change addresses and ports.</summary>
internal static class AddressTargets
{
    private static readonly EquatableArray<string> WithPorts =
    [
        "tcp",
        "udp",
        "sctp",
        "dccp",
        "icmp",
        "ipv6-icmp",
    ];

    public static Extension Dnat { get; } =
        new Extension(
            "DNAT",
            new ExtensionOption(
                "--to-destination",
                Destination(takesNames: true, takesBase: true)
            ).Mandatory,
            new ExtensionOption("--random"),
            new ExtensionOption("--persistent")
        )
        {
            Check = (use, context) => Ported(use.Value("--to-destination")!, context),
        }
            .Of("nat")
            .In("PREROUTING", "OUTPUT");

    public static Extension Snat { get; } =
        new Extension(
            "SNAT",
            new ExtensionOption(
                "--to-source",
                Destination(takesNames: false, takesBase: false)
            ).Mandatory,
            new ExtensionOption("--random"),
            new ExtensionOption("--random-fully"),
            new ExtensionOption("--persistent")
        )
        {
            Check = (use, context) => Ported(use.Value("--to-source")!, context),
        }
            .Of("nat")
            .In("INPUT", "POSTROUTING");

    public static Extension Masquerade { get; } =
        new Extension(
            "MASQUERADE",
            new ExtensionOption("--to-ports", PortArgument.Dashed(takesNames: false)),
            new ExtensionOption("--random"),
            new ExtensionOption("--random-fully")
        )
        {
            Check = (use, context) => use.Has("--to-ports") ? NeedsPorts(context) : null,
        }
            .Of("nat")
            .In("POSTROUTING");

    public static Extension Redirect { get; } =
        new Extension(
            "REDIRECT",
            new ExtensionOption("--to-ports", PortArgument.Dashed(takesNames: true)),
            new ExtensionOption("--random")
        )
        {
            Check = (use, context) => use.Has("--to-ports") ? NeedsPorts(context) : null,
        }
            .Of("nat")
            .In("PREROUTING", "OUTPUT");

    public static Extension Netmap { get; } =
        new Extension("NETMAP", new ExtensionOption("--to", AddressArgument.NetworkOf).Mandatory)
            .Of("nat")
            .In("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING");

    public static Extension Dnpt { get; } = PrefixTranslation("DNPT").In("PREROUTING", "OUTPUT");

    public static Extension Snpt { get; } = PrefixTranslation("SNPT").In("INPUT", "POSTROUTING");

    private static Extension PrefixTranslation(string name) =>
        new Extension(
            name,
            new ExtensionOption("--src-pfx", AddressArgument.Prefixed).Mandatory,
            new ExtensionOption("--dst-pfx", AddressArgument.Prefixed).Mandatory
        )
            .Of("mangle")
            .Only(IpFamily.IPv6);

    /// <summary><c>ADDRESS[-ADDRESS][:PORT[-PORT]]</c>, of IPv6 in brackets where ports follow.</summary>
    private static ArgumentType Destination(bool takesNames, bool takesBase) =>
        new(
            "an address or a range of such with a dash between, and ports behind a colon if need be, IPv6 in brackets then",
            (text, context) =>
            {
                var (addresses, ports) = Split(text, context.Family);
                var printed = addresses.Length > 0 ? Addresses(addresses, context.Family) : "";
                var printedPorts = ports is null
                    ? ""
                    : PortArgument.DashedText(ports, takesNames, takesBase);
                return printed is null
                    || printedPorts is null
                    || printed.Length + printedPorts.Length == 0
                        ? null
                    : ports is null ? printed
                    : context.Family == IpFamily.IPv6 && printed.Length > 0
                        ? $"[{printed}]:{printedPorts}"
                    : $"{printed}:{printedPorts}";
            }
        );

    private static (string Addresses, string? Ports) Split(string text, IpFamily family)
    {
        if (family == IpFamily.IPv6)
        {
            return text.StartsWith('[') && text.LastIndexOf(']') is > 0 and var close
                ? (
                    text[1..close],
                    text[(close + 1)..] is [':', .. var ports] ? ports
                    : close == text.Length - 1 ? null
                    : string.Empty
                )
                : (text, null);
        }
        var colon = text.IndexOf(':');
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static string? Addresses(string text, IpFamily family)
    {
        var dash = text.IndexOf('-');
        return
            AddressArgument.Find(dash < 0 ? text : text[..dash], family) is { } first
            && AddressArgument.Find(text[(dash + 1)..], family) is { } last
            ? first == last
                ? $"{first}"
                : $"{first}-{last}"
            : null;
    }

    private static string? Ported(string printed, RuleContext context)
    {
        var hasPorts =
            context.Family == IpFamily.IPv6
                ? printed.Contains("]:", StringComparison.Ordinal)
                    || printed.StartsWith(':')
                        && !printed.StartsWith("::", StringComparison.Ordinal)
                : printed.Contains(':');
        return hasPorts ? NeedsPorts(context) : null;
    }

    private static string? NeedsPorts(RuleContext context) =>
        WithPorts.Contains(context.ProtocolName) && !context.IsProtocolNegated
            ? null
            : "-p tcp, udp, sctp, dccp or icmp with ports";
}
