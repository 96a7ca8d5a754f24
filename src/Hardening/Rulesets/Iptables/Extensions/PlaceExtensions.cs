using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Matches of where a packet comes from and goes to besides its addresses and ports: devices, sockets, owners, sets, routes.</summary>
internal static class PlaceExtensions
{
    private static readonly EquatableArray<string> AddressTypes =
    [
        "UNSPEC",
        "UNICAST",
        "LOCAL",
        "BROADCAST",
        "ANYCAST",
        "MULTICAST",
        "BLACKHOLE",
        "UNREACHABLE",
        "PROHIBIT",
        "THROW",
        "NAT",
        "XRESOLVE",
    ];

    public static Extension Addrtype { get; } =
        new Extension(
            "addrtype",
            new ExtensionOption("--src-type", WordArgument.List(AddressTypes)).Negatable,
            new ExtensionOption("--dst-type", WordArgument.List(AddressTypes)).Negatable,
            new ExtensionOption("--limit-iface-in"),
            new ExtensionOption("--limit-iface-out")
        )
        {
            KernelCheck = (use, context) =>
                use.Has("--limit-iface-in") && context.Hook is "OUTPUT" or "POSTROUTING"
                    ? "--limit-iface-in in PREROUTING, INPUT or FORWARD"
                : use.Has("--limit-iface-out") && context.Hook is "PREROUTING" or "INPUT"
                    ? "--limit-iface-out in FORWARD, OUTPUT or POSTROUTING"
                : null,
        }
            .Any("--src-type", "--dst-type")
            .NotBoth("--limit-iface-in", "--limit-iface-out");

    public static Extension Cgroup { get; } =
        new Extension(
            "cgroup",
            new ExtensionOption("--path", WordArgument.Text(4095)).Negatable,
            new ExtensionOption("--cgroup", NumberArgument.Bits32).Negatable
        ).OneOf("--cgroup", "--path");

    public static Extension Cluster { get; } =
        new Extension(
            "cluster",
            new ExtensionOption(
                "--cluster-local-nodemask",
                NumberArgument.Hex(uint.MaxValue, 8)
            ).Negatable,
            new ExtensionOption("--cluster-local-node", LocalNode)
                .As("--cluster-local-nodemask")
                .Negatable,
            new ExtensionOption("--cluster-total-nodes", NumberArgument.Between(1, 32)).Mandatory,
            new ExtensionOption(
                "--cluster-hash-seed",
                NumberArgument.Hex(uint.MaxValue, 8)
            ).Mandatory
        )
        {
            Check = (use, _) =>
                use["--cluster-local-node"] is { } node
                && NumberArgument.Find(node.Arguments[0])
                    > NumberArgument.Find(use.Value("--cluster-total-nodes") ?? "0")
                    ? "--cluster-local-node no greater than --cluster-total-nodes"
                    : null,
        }.OneOf("--cluster-local-node", "--cluster-local-nodemask");

    public static Extension Commented { get; } =
        new("comment", new ExtensionOption("--comment", WordArgument.Text(255)).Mandatory);

    public static Extension Cpu { get; } =
        new("cpu", new ExtensionOption("--cpu", NumberArgument.Bits32).Negatable.Mandatory);

    public static Extension Devgroup { get; } =
        new Extension(
            "devgroup",
            new ExtensionOption("--src-group", MarkArgument.Compared).Negatable,
            new ExtensionOption("--dst-group", MarkArgument.Compared).Negatable
        ).Any("--src-group", "--dst-group");

    public static Extension Iprange { get; } =
        new Extension(
            "iprange",
            new ExtensionOption("--src-range", AddressArgument.Range).Negatable,
            new ExtensionOption("--dst-range", AddressArgument.Range).Negatable
        ).Any("--src-range", "--dst-range");

    public static Extension Ipvs { get; } =
        new Extension(
            "ipvs",
            new ExtensionOption("--ipvs").Negatable,
            new ExtensionOption("--vproto", ProtocolNames.Number).Negatable,
            new ExtensionOption("--vaddr", AddressArgument.WithMask).Negatable,
            new ExtensionOption("--vport", PortArgument.Single).Negatable,
            new ExtensionOption("--vdir", WordArgument.OneOf("ORIGINAL", "REPLY")),
            new ExtensionOption("--vmethod", WordArgument.OneOf("GATE", "IPIP", "MASQ")).Negatable,
            new ExtensionOption("--vportctl", PortArgument.Single).Negatable
        ).Any("--ipvs", "--vproto", "--vaddr", "--vport", "--vdir", "--vmethod", "--vportctl");

    public static Extension Mac { get; } =
        new Extension(
            "mac",
            new ExtensionOption("--mac-source", HardwareAddressArgument.Single).Negatable.Mandatory
        ).In("PREROUTING", "INPUT", "FORWARD");

    public static Extension Marked { get; } =
        new("mark", new ExtensionOption("--mark", MarkArgument.Compared).Negatable.Mandatory);

    public static Extension Osf { get; } =
        new Extension(
            "osf",
            new ExtensionOption("--genre", WordArgument.Raw(31)).Negatable.Mandatory,
            new ExtensionOption("--ttl", NumberArgument.Between(0, 2)),
            new ExtensionOption("--log", NumberArgument.Between(0, 2))
        )
            .For("tcp")
            .In("PREROUTING", "INPUT", "FORWARD")
            .Only(IpFamily.IPv4);

    public static Extension Owner { get; } =
        new Extension(
            "owner",
            new ExtensionOption("--uid-owner", Account(StaticAccounts.FindUser)).Negatable,
            new ExtensionOption("--gid-owner", Account(StaticAccounts.FindGroup)).Negatable,
            new ExtensionOption("--socket-exists").Negatable,
            new ExtensionOption("--suppl-groups")
        )
        {
            Check = (use, _) =>
                use["--suppl-groups"] is { } groups
                && use.Settings.TakeWhile(setting => setting != groups)
                    .All(setting => setting.Option.Name != "--gid-owner")
                    ? "--gid-owner before --suppl-groups"
                    : null,
        }
            .Any("--uid-owner", "--gid-owner", "--socket-exists")
            .In("OUTPUT", "POSTROUTING");

    public static Extension Physdev { get; } =
        new Extension(
            "physdev",
            new ExtensionOption("--physdev-is-in").Negatable,
            new ExtensionOption("--physdev-in", InterfaceArgument.Type).Negatable,
            new ExtensionOption("--physdev-is-out").Negatable,
            new ExtensionOption("--physdev-out", InterfaceArgument.Type).Negatable,
            new ExtensionOption("--physdev-is-bridged").Negatable
        ).Any(
            "--physdev-is-in",
            "--physdev-in",
            "--physdev-is-out",
            "--physdev-out",
            "--physdev-is-bridged"
        );

    public static Extension Pkttype { get; } =
        new(
            "pkttype",
            new ExtensionOption(
                "--pkt-type",
                WordArgument.Translated(
                    "unicast, broadcast or multicast",
                    ("unicast", "unicast"),
                    ("host", "unicast"),
                    ("broadcast", "broadcast"),
                    ("bcast", "broadcast"),
                    ("multicast", "multicast"),
                    ("mcast", "multicast")
                )
            )
                .Negatable
                .Mandatory
        );

    public static Extension Realm { get; } =
        new Extension(
            "realm",
            new ExtensionOption("--realm", MarkArgument.Compared).Negatable.Mandatory
        ).In("INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

    public static Extension Rpfilter { get; } =
        new Extension(
            "rpfilter",
            new ExtensionOption("--loose"),
            new ExtensionOption("--validmark"),
            new ExtensionOption("--accept-local"),
            new ExtensionOption("--invert")
        )
            .In("PREROUTING")
            .Of("raw", "mangle");

    /// <summary>Whether the set exists, and how many dimensions it has, is not known here.</summary>
    public static Extension Set { get; } =
        new(
            "set",
            new ExtensionOption("--match-set", SetArgument.Name, SetArgument.Directions)
                .Negatable
                .Mandatory,
            new ExtensionOption("--return-nomatch"),
            new ExtensionOption("--update-counters").Negatable,
            new ExtensionOption("--update-subcounters").Negatable,
            new ExtensionOption("--packets-eq", NumberArgument.Bits64).Negatable,
            new ExtensionOption("--packets-lt", NumberArgument.Bits64),
            new ExtensionOption("--packets-gt", NumberArgument.Bits64),
            new ExtensionOption("--bytes-eq", NumberArgument.Bits64).Negatable,
            new ExtensionOption("--bytes-lt", NumberArgument.Bits64),
            new ExtensionOption("--bytes-gt", NumberArgument.Bits64)
        );

    public static Extension Socket { get; } =
        new Extension(
            "socket",
            new ExtensionOption("--transparent"),
            new ExtensionOption("--nowildcard"),
            new ExtensionOption("--restore-skmark")
        ).In("PREROUTING", "INPUT");

    private static ArgumentType LocalNode =>
        new(
            "a node from 1 to 32",
            text =>
                NumberArgument.Find(text, 32) is { } node and > 0
                    ? NumberArgument.HexText(1u << ((int)node - 1), 8)
                    : null
        );

    /// <summary>By its number; a name whose number is the host's own is taken as it is.</summary>
    private static ArgumentType Account(Func<string, uint?> find) =>
        new(
            "a user or group by name or number, or a range of numbers with a dash between",
            text =>
            {
                if (find(text) is { } known)
                {
                    return NumberArgument.Text(known);
                }
                var dash = text.IndexOf('-');
                if (
                    NumberArgument.Find(dash < 0 ? text : text[..dash]) is { } first
                    && (dash < 0 ? first : NumberArgument.Find(text[(dash + 1)..])) is { } last
                )
                {
                    return first == last ? NumberArgument.Text(first)
                        : first < last ? $"{NumberArgument.Text(first)}-{NumberArgument.Text(last)}"
                        : null;
                }
                return text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_')
                    ? text
                    : null;
            }
        );
}
