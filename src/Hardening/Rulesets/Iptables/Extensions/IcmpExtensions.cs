using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>The matches of ICMP and ICMPv6, whose types have names (<c>iptables -p icmp -h</c>).</summary>
internal static class IcmpExtensions
{
    private static readonly (string Name, byte Type, byte? Code)[] Ipv4 =
    [
        ("any", 255, null),
        ("echo-reply", 0, null),
        ("pong", 0, null),
        ("destination-unreachable", 3, null),
        ("network-unreachable", 3, 0),
        ("host-unreachable", 3, 1),
        ("protocol-unreachable", 3, 2),
        ("port-unreachable", 3, 3),
        ("fragmentation-needed", 3, 4),
        ("source-route-failed", 3, 5),
        ("network-unknown", 3, 6),
        ("host-unknown", 3, 7),
        ("network-prohibited", 3, 9),
        ("host-prohibited", 3, 10),
        ("TOS-network-unreachable", 3, 11),
        ("TOS-host-unreachable", 3, 12),
        ("communication-prohibited", 3, 13),
        ("host-precedence-violation", 3, 14),
        ("precedence-cutoff", 3, 15),
        ("source-quench", 4, null),
        ("redirect", 5, null),
        ("network-redirect", 5, 0),
        ("host-redirect", 5, 1),
        ("TOS-network-redirect", 5, 2),
        ("TOS-host-redirect", 5, 3),
        ("echo-request", 8, null),
        ("ping", 8, null),
        ("router-advertisement", 9, null),
        ("router-solicitation", 10, null),
        ("time-exceeded", 11, null),
        ("ttl-exceeded", 11, null),
        ("ttl-zero-during-transit", 11, 0),
        ("ttl-zero-during-reassembly", 11, 1),
        ("parameter-problem", 12, null),
        ("ip-header-bad", 12, 0),
        ("required-option-missing", 12, 1),
        ("timestamp-request", 13, null),
        ("timestamp-reply", 14, null),
        ("info-request", 15, null),
        ("info-reply", 16, null),
        ("address-mask-request", 17, null),
        ("address-mask-reply", 18, null),
    ];

    private static readonly (string Name, byte Type, byte? Code)[] Ipv6 =
    [
        ("destination-unreachable", 1, null),
        ("no-route", 1, 0),
        ("communication-prohibited", 1, 1),
        ("beyond-scope", 1, 2),
        ("address-unreachable", 1, 3),
        ("port-unreachable", 1, 4),
        ("failed-policy", 1, 5),
        ("reject-route", 1, 6),
        ("packet-too-big", 2, null),
        ("time-exceeded", 3, null),
        ("ttl-exceeded", 3, null),
        ("ttl-zero-during-transit", 3, 0),
        ("ttl-zero-during-reassembly", 3, 1),
        ("parameter-problem", 4, null),
        ("bad-header", 4, 0),
        ("unknown-header-type", 4, 1),
        ("unknown-option", 4, 2),
        ("echo-request", 128, null),
        ("ping", 128, null),
        ("echo-reply", 129, null),
        ("pong", 129, null),
        ("mld-listener-query", 130, null),
        ("mld-listener-report", 131, null),
        ("mld-listener-done", 132, null),
        ("mld-listener-reduction", 132, null),
        ("router-solicitation", 133, null),
        ("router-advertisement", 134, null),
        ("neighbour-solicitation", 135, null),
        ("neighbor-solicitation", 135, null),
        ("neighbour-advertisement", 136, null),
        ("neighbor-advertisement", 136, null),
        ("redirect", 137, null),
    ];

    public static Extension Icmp { get; } =
        new Extension(
            "icmp",
            new ExtensionOption("--icmp-type", Type(Ipv4, hasAny: true)).Negatable.Mandatory
        )
            .For("icmp")
            .Only(IpFamily.IPv4);

    public static Extension Icmp6 { get; } =
        new Extension(
            "icmp6",
            new ExtensionOption("--icmpv6-type", Type(Ipv6, hasAny: false)).Negatable.Mandatory
        )
        {
            Aliases = ["icmpv6", "ipv6-icmp"],
        }
            .For("ipv6-icmp")
            .Only(IpFamily.IPv6);

    /// <summary>A type and its codes by number or name; null for anything else.</summary>
    public static (ulong Type, ulong First, ulong Last)? Find(bool isIpv6, string text) =>
        FindNamed(isIpv6 ? Ipv6 : Ipv4, text);

    /// <summary>The name of a type with its code, a name for a type as a whole being that of code 0; by numbers where there is none.</summary>
    public static string NameOf(bool isIpv6, byte type, byte code)
    {
        var names = isIpv6 ? Ipv6 : Ipv4;
        return Array.Find(names, name => name.Type == type && name.Code == code).Name
            ?? Array.Find(names, name => name.Type == type && name.Code is null && code == 0).Name
            ?? $"{NumberArgument.Text(type)}/{NumberArgument.Text(code)}";
    }

    /// <summary>The name of a type with some of its codes; null where it has none.</summary>
    public static string? NameOf(bool isIpv6, ulong type, ulong first, ulong last) =>
        Array
            .Find(
                isIpv6 ? Ipv6 : Ipv4,
                name => name.Type == type && (name.Code ?? 0) == first && (name.Code ?? 255) == last
            )
            .Name;

    private static ArgumentType Type((string Name, byte Type, byte? Code)[] names, bool hasAny) =>
        new(
            "a type by number or name, or type/code by numbers",
            text =>
                FindNamed(names, text) is var (type, first, last)
                && (first, last) is var (low, high)
                    ? hasAny && type == 255 && low == 0 && high == 255
                        ? "any"
                        : low == 0 && high == 255
                            ? NumberArgument.Text(type)
                            : $"{NumberArgument.Text(type)}/{NumberArgument.RangeText(low, high)}"
                    : null
        );

    // A name may be cut short as long as only one begins so.
    private static (ulong Type, ulong First, ulong Last)? FindNamed(
        (string Name, byte Type, byte? Code)[] names,
        string text
    )
    {
        var meant = names
            .Where(name => name.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (meant.Find(name => name.Name.Length == text.Length).Name is { } whole)
        {
            meant = [.. meant.Where(name => name.Name == whole)];
        }
        if (text.Length > 0 && meant is [var only])
        {
            return (only.Type, only.Code ?? 0, only.Code ?? (byte)255);
        }
        var slash = text.IndexOf('/');
        return
            NumberArgument.Find(slash < 0 ? text : text[..slash], 255) is { } type
            && (slash < 0 ? (0, 255) : NumberArgument.FindRange(text[(slash + 1)..], 255))
                is var (first, last)
            ? (type, first, last)
            : null;
    }
}
