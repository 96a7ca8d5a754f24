using System.Collections.Frozen;
using System.Globalization;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>The matches of ebtables(8), and what it calls watchers: log and nflog.</summary>
internal static class EbtablesMatches
{
    private static readonly FrozenDictionary<string, byte> IgmpTypes = new Dictionary<string, byte>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["membership-query"] = 0x11,
        ["membership-report-v1"] = 0x12,
        ["membership-report-v2"] = 0x16,
        ["leave-group"] = 0x17,
        ["membership-report-v3"] = 0x22,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whom frames are for, by the number of linux/if_packet.h.</summary>
    public static EquatableArray<string> PacketTypes { get; } =
    ["host", "broadcast", "multicast", "otherhost", "outgoing", "loopback", "fastroute"];

    private static readonly EquatableArray<string> WithPorts =
    [
        "tcp",
        "udp",
        "sctp",
        "dccp",
        "udplite",
    ];

    /// <summary>All of them.</summary>
    public static EquatableArray<Extension> All { get; } =
    [
        new(
            "802_3",
            new ExtensionOption("--802_3-sap", Hex(byte.MaxValue, 2)).Negatable,
            new ExtensionOption("--802_3-type", Hex(ushort.MaxValue, 4)).Negatable
        )
        {
            Check = Only(EtherTypes.Length),
        },
        new(
            "among",
            new ExtensionOption("--among-src", Among).Negatable,
            new ExtensionOption("--among-dst", Among).Negatable
        ),
        new(
            "arp",
            new ExtensionOption("--arp-op", Named(ArpOperations.Names, first: 1, ushort.MaxValue))
                .Or("--arp-opcode")
                .Negatable,
            new ExtensionOption("--arp-htype", HardwareType).Negatable,
            new ExtensionOption("--arp-ptype", ProtocolType).Negatable,
            new ExtensionOption("--arp-ip-src", Network(IpFamily.IPv4)).Negatable,
            new ExtensionOption("--arp-ip-dst", Network(IpFamily.IPv4)).Negatable,
            new ExtensionOption("--arp-mac-src", HardwareAddressArgument.Masked).Negatable,
            new ExtensionOption("--arp-mac-dst", HardwareAddressArgument.Masked).Negatable,
            new ExtensionOption("--arp-gratuitous").Negatable
        )
        {
            Check = Only(EtherTypes.Arp, EtherTypes.Rarp),
        },
        Ip("ip", IpFamily.IPv4, "icmp", "--ip-tos"),
        Ip("ip6", IpFamily.IPv6, "ipv6-icmp", "--ip6-tclass"),
        new(
            "limit",
            new ExtensionOption("--limit", RateArgument.Limit).Else("--limit 3/hour"),
            new ExtensionOption("--limit-burst", NumberArgument.Between(0, 10_000)).Else(
                "--limit-burst 5"
            )
        ),
        new(
            "log",
            new ExtensionOption("--log") { IsUnprinted = true },
            new ExtensionOption("--log-level", Named(FateTargets.Levels, first: 0, 7)).Else(
                "--log-level notice"
            ),
            new ExtensionOption("--log-prefix", QuotedUnlessEmpty(29)),
            new ExtensionOption("--log-ip"),
            new ExtensionOption("--log-arp"),
            new ExtensionOption("--log-ip6")
        ),
        new("mark_m", new ExtensionOption("--mark", Mark).Negatable),
        new(
            "nflog",
            new ExtensionOption("--nflog") { IsUnprinted = true },
            new ExtensionOption("--nflog-prefix", QuotedUnlessEmpty(63)),
            new ExtensionOption("--nflog-group", NumberArgument.Bits16).Else("--nflog-group 1"),
            new ExtensionOption("--nflog-range", NumberArgument.Unless(0, 0, uint.MaxValue)),
            new ExtensionOption("--nflog-threshold", NumberArgument.Unless(1, 1, ushort.MaxValue))
        ),
        new(
            "pkttype",
            new ExtensionOption("--pkttype-type", Named(PacketTypes, first: 0, 6)).Negatable
        ),
        new(
            "stp",
            new ExtensionOption("--stp-type", NumberOr(("config", 0), ("tcn", 0x80))).Negatable,
            new ExtensionOption(
                "--stp-flags",
                NumberOr(("topology-change", 1), ("topology-change-ack", 0x80))
            ).Negatable,
            new ExtensionOption("--stp-root-prio", NumberArgument.Range16).Negatable,
            new ExtensionOption("--stp-root-addr", HardwareAddressArgument.Masked).Negatable,
            new ExtensionOption("--stp-root-cost", NumberArgument.Range32).Negatable,
            new ExtensionOption("--stp-sender-prio", NumberArgument.Range16).Negatable,
            new ExtensionOption("--stp-sender-addr", HardwareAddressArgument.Masked).Negatable,
            new ExtensionOption("--stp-port", NumberArgument.Range16).Negatable,
            new ExtensionOption("--stp-msg-age", NumberArgument.Range16).Negatable,
            new ExtensionOption("--stp-max-age", NumberArgument.Range16).Negatable,
            new ExtensionOption("--stp-hello-time", NumberArgument.Range16).Negatable,
            new ExtensionOption("--stp-forward-delay", NumberArgument.Range16).Negatable
        ),
        new(
            "vlan",
            new ExtensionOption("--vlan-id", NumberArgument.Between(0, 4095)).Negatable,
            new ExtensionOption("--vlan-prio", NumberArgument.Between(0, 7)).Negatable,
            new ExtensionOption("--vlan-encap", Encapsulated).Negatable
        )
        {
            Check = Only(EtherTypes.Vlan),
        },
    ];

    /// <summary>What a rule must say of its frames before it can ask what is in them.</summary>
    internal static Func<ExtensionUse, RuleContext, string?> Only(
        params EquatableArray<string> types
    ) =>
        (_, context) =>
            !context.IsProtocolNegated && types.Contains(context.ProtocolName)
                ? null
                : $"-p {string.Join(" or ", types)}";

    private static Extension Ip(string name, IpFamily family, string icmp, string tos)
    {
        var isIpv6 = family == IpFamily.IPv6;
        var ports = new[] { $"--{name}-sport", $"--{name}-dport" };
        var icmpType = $"--{name}-icmp-type";
        var igmpType = $"--{name}-igmp-type";
        return new Extension(
            name,
            [
                new ExtensionOption($"--{name}-src", Network(family))
                    .Or($"--{name}-source")
                    .Negatable,
                new ExtensionOption($"--{name}-dst", Network(family))
                    .Or($"--{name}-destination")
                    .Negatable,
                new ExtensionOption(tos, TypeOfService).Negatable,
                new ExtensionOption($"--{name}-proto", Protocol).Or($"--{name}-protocol").Negatable,
                new ExtensionOption(ports[0], PortArgument.Range)
                    .Or($"--{name}-source-port")
                    .Negatable,
                new ExtensionOption(ports[1], PortArgument.Range)
                    .Or($"--{name}-destination-port")
                    .Negatable,
                new ExtensionOption(icmpType, IcmpType(isIpv6)).Negatable,
                .. isIpv6 ? [] : new[] { new ExtensionOption(igmpType, IgmpType).Negatable },
            ]
        )
        {
            Check = (use, context) =>
                Only(isIpv6 ? EtherTypes.Ipv6 : EtherTypes.Ipv4)(use, context)
                ?? (ports.Any(use.Has) ? WithProtocol(use, $"--{name}-proto", WithPorts) : null)
                ?? (use.Has(icmpType) ? WithProtocol(use, $"--{name}-proto", [icmp]) : null)
                ?? (use.Has(igmpType) ? WithProtocol(use, $"--{name}-proto", ["igmp"]) : null),
        };
    }

    private static string? WithProtocol(
        ExtensionUse use,
        string option,
        EquatableArray<string> protocols
    ) =>
        use[option] is { IsNegated: false } setting && protocols.Contains(setting.Printed)
            ? null
            : $"{option} {string.Join(" or ", protocols)}";

    private static ArgumentType Network(IpFamily family) =>
        new(
            $"an {family} address, with or without a mask",
            text => AddressArgument.PlainNetworkText(family, text)
        );

    private static ArgumentType Protocol =>
        new(
            "a protocol from 0 to 255 or a name of protocols(5)",
            text => ProtocolNames.Find(text) is { } number ? ProtocolNames.Text(number) : null
        );

    /// <summary>A number without 0x is hexadecimal too.</summary>
    private static ArgumentType Hex(ulong highest, int digits) =>
        new(
            $"a number from 0 to 0x{highest:x} in hexadecimal",
            text =>
                NumberArgument.FindHex(text, highest) is { } number
                    ? NumberArgument.HexText(number, digits)
                    : null
        );

    private static ArgumentType TypeOfService =>
        new(
            "a number from 0 to 0xff in hexadecimal",
            text =>
                NumberArgument.FindHex(text, byte.MaxValue) is { } number
                    ? $"0x{number.ToString("X2", CultureInfo.InvariantCulture)}"
                    : null
        );

    private static ArgumentType HardwareType =>
        new(
            "a number from 0 to 65535, or Ethernet",
            text =>
                text.Equals("Ethernet", StringComparison.OrdinalIgnoreCase) ? "1"
                : NumberArgument.Find(text, ushort.MaxValue) is { } number
                    ? NumberArgument.Text(number)
                : null
        );

    private static ArgumentType ProtocolType =>
        new(
            "a type of ethertypes(5) by name, or by number in hexadecimal",
            text => EtherTypes.Find(text) is { } type ? NumberArgument.HexText(type) : null
        );

    private static ArgumentType Encapsulated =>
        new(
            "a type of ethertypes(5) by name, or by number from 0600 to ffff in hexadecimal",
            text =>
                EtherTypes.Find(text) is { } type and >= EtherTypes.Lowest
                    ? type.ToString("X4", CultureInfo.InvariantCulture)
                    : null
        );

    /// <summary>One of the names, or its number; a number without a name up to the highest.</summary>
    private static ArgumentType Named(EquatableArray<string> names, ulong first, ulong highest) =>
        new(
            $"{string.Join(", ", names)} or a number from {first} to {highest}",
            text =>
                names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase))
                ?? (
                    NumberArgument.Find(text, highest) is not { } number || number < first ? null
                    : number - first < (ulong)names.Count ? names[(int)(number - first)]
                    : NumberArgument.Text(number)
                )
        );

    private static ArgumentType NumberOr(params (string Name, ulong Number)[] names) =>
        new(
            $"{string.Join(", ", names.Select(name => name.Name))} or a number from 0 to 255",
            text =>
            {
                var number = Array.Find(
                    names,
                    name => name.Name.Equals(text, StringComparison.OrdinalIgnoreCase)
                )
                    is { Name: not null } named
                    ? named.Number
                    : NumberArgument.Find(text, byte.MaxValue);
                return Array.Find(names, name => name.Number == number).Name
                    ?? (number is { } other ? NumberArgument.Text(other) : null);
            }
        );

    /// <summary><c>VALUE[/MASK]</c>; a mask alone holds for a mark that has any bit of it.</summary>
    private static ArgumentType Mark =>
        new(
            "a number of 32 bits, two with a slash between, or a slash and one",
            text =>
                text is ['/', .. var mask]
                    ? NumberArgument.Find(mask) is { } bits
                        ? $"/{NumberArgument.HexText(bits)}"
                        : null
                    : MarkArgument.Compared.Print(text, default)
        );

    private static ArgumentType QuotedUnlessEmpty(int longest) =>
        new(
            WordArgument.InQuotes(longest).Expected,
            text =>
                text.Length == 0
                    ? string.Empty
                    : WordArgument.InQuotes(longest).Print(text, default)
        );

    /// <summary>A type or a range of types, with a code or a range of codes behind a slash.</summary>
    private static ArgumentType IcmpType(bool isIpv6) =>
        new(
            "a type by name, or numbers such as 8, 8/0, 3:5/0:255",
            text =>
            {
                if (IcmpExtensions.Find(isIpv6, text) is var (type, first, last))
                {
                    return IcmpText(isIpv6, (type, type), (first, last));
                }
                var slash = text.IndexOf('/');
                return
                    NumberArgument.FindRange(slash < 0 ? text : text[..slash], byte.MaxValue)
                        is { } types
                    && (
                        slash < 0
                            ? (0, byte.MaxValue)
                            : NumberArgument.FindRange(text[(slash + 1)..], byte.MaxValue)
                    )
                        is { } codes
                    ? IcmpText(isIpv6, types, codes)
                    : null;
            }
        );

    private static string IcmpText(
        bool isIpv6,
        (ulong First, ulong Last) types,
        (ulong First, ulong Last) codes
    ) =>
        types.First == types.Last
        && IcmpExtensions.NameOf(isIpv6, types.First, codes.First, codes.Last) is { } name
            ? name
            : $"{NumberArgument.RangeText(types.First, types.Last)}/{NumberArgument.RangeText(codes.First, codes.Last)}";

    private static ArgumentType IgmpType =>
        new(
            $"{string.Join(", ", IgmpTypes.Keys)}, or a number from 0 to 255 or a range of such with a colon between",
            text =>
            {
                (ulong First, ulong Last)? range = IgmpTypes.TryGetValue(text, out var named)
                    ? (named, named)
                    : NumberArgument.FindRange(text, byte.MaxValue);
                return range is not var (first, last) ? null
                    : first == last
                    && IgmpTypes.FirstOrDefault(type => type.Value == first).Key is { } name
                        ? name
                    : NumberArgument.RangeText(first, last);
            }
        );

    /// <summary>Addresses of Ethernet, each with an address of IPv4 or without, in their own order.</summary>
    private static ArgumentType Among =>
        new(
            "hardware addresses with commas between, each with =ADDRESS behind it or without",
            text =>
            {
                var members = new List<(ulong Hardware, Address? Address)>();
                foreach (var part in text.TrimEnd(',').Split(','))
                {
                    var equals = part.IndexOf('=');
                    var address =
                        equals < 0
                            ? null
                            : AddressArgument.Find(part[(equals + 1)..], IpFamily.IPv4);
                    if (
                        EthernetAddress.Find(equals < 0 ? part : part[..equals]) is not { } hardware
                        || equals >= 0 && address is null
                    )
                    {
                        return null;
                    }
                    members.Add((hardware, address));
                }
                return string.Join(
                    ',',
                    members
                        .Distinct()
                        .OrderBy(member => member.Hardware)
                        .ThenBy(member => member.Address?.Bits ?? 0)
                        .Select(member =>
                            EthernetAddress.ShortText(member.Hardware)
                            + (member.Address is { } address ? $"={address}" : "")
                        )
                );
            }
        );
}
