using System.Collections.Frozen;

namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>Extension headers of IPv6, options and chunks, and the types of their fields (nft(8), EXTENSION HEADER EXPRESSIONS).</summary>
internal static class ExtensionFields
{
    private static readonly FrozenDictionary<string, HeaderField[]> Ipv6 = new Dictionary<
        string,
        HeaderField[]
    >
    {
        ["hbh"] = [Protocol, Number("hdrlength", 8, 8)],
        ["dst"] = [Protocol, Number("hdrlength", 8, 8)],
        ["rt"] =
        [
            Protocol,
            Number("hdrlength", 8, 8),
            Number("type", 16, 8),
            Number("seg-left", 24, 8),
        ],
        ["rt0"] = [new("addr[N]", StandardTypes.Ipv6, 64)],
        ["rt2"] = [new("addr", StandardTypes.Ipv6, 64)],
        ["srh"] =
        [
            Number("last-entry", 32, 8),
            Number("flags", 40, 8),
            Number("tag", 48, 16),
            new("sid[N]", StandardTypes.Ipv6, 64),
        ],
        ["frag"] =
        [
            Protocol,
            Number("reserved", 8, 8),
            Number("frag-off", 16, 13),
            Number("reserved2", 29, 2),
            Number("more-fragments", 31, 1),
            Number("id", 32, 32),
        ],
        ["mh"] =
        [
            Protocol,
            Number("hdrlength", 8, 8),
            new("type", StandardTypes.MobilityType, 16),
            Number("reserved", 24, 8),
            Number("checksum", 32, 16),
        ],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (int Kind, HeaderField[] Fields)> Tcp =
        new Dictionary<string, (int, HeaderField[])>
        {
            ["eol"] = (0, []),
            ["nop"] = (1, []),
            ["maxseg"] = (2, [.. Lead, Number("size", 16, 16)]),
            ["window"] = (3, [.. Lead, Number("count", 16, 8)]),
            ["sack-perm"] = (4, Lead),
            ["sack"] = (5, [.. Lead, Number("left", 16, 32), Number("right", 48, 32)]),
            ["sack1"] = (5, [Number("left", 80, 32), Number("right", 112, 32)]),
            ["sack2"] = (5, [Number("left", 144, 32), Number("right", 176, 32)]),
            ["sack3"] = (5, [Number("left", 208, 32), Number("right", 240, 32)]),
            ["timestamp"] = (8, [.. Lead, Number("tsval", 16, 32), Number("tsecr", 48, 32)]),
            ["md5sig"] = (19, Lead),
            ["mptcp"] = (30, [.. Lead, new("subtype", StandardTypes.MptcpSubtype, 16)]),
            ["fastopen"] = (34, Lead),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, HeaderField[]> Ip = new Dictionary<
        string,
        HeaderField[]
    >
    {
        ["lsrr"] = Route,
        ["ssrr"] = Route,
        ["rr"] = Route,
        ["ra"] = [Number("type", 0, 8), Number("length", 8, 8), Number("value", 16, 16)],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, HeaderField[]> Sctp = new Dictionary<
        string,
        HeaderField[]
    >
    {
        ["data"] = Chunk(("tsn", 32), ("stream", 16), ("ssn", 16), ("ppid", 32)),
        ["init"] = Initial,
        ["init-ack"] = Initial,
        ["sack"] = Chunk(
            ("cum-tsn-ack", 32),
            ("a-rwnd", 32),
            ("num-gap-ack-blocks", 16),
            ("num-dup-tsns", 16)
        ),
        ["heartbeat"] = Chunk(),
        ["heartbeat-ack"] = Chunk(),
        ["abort"] = Chunk(),
        ["shutdown"] = Chunk(("cum-tsn-ack", 32)),
        ["shutdown-ack"] = Chunk(),
        ["error"] = Chunk(),
        ["cookie-echo"] = Chunk(),
        ["cookie-ack"] = Chunk(),
        ["ecne"] = Chunk(("lowest-tsn", 32)),
        ["cwr"] = Chunk(("lowest-tsn", 32)),
        ["shutdown-complete"] = Chunk(),
        ["asconf-ack"] = Chunk(("seqno", 32)),
        ["forward-tsn"] = Chunk(("new-cum-tsn", 32)),
        ["asconf"] = Chunk(("seqno", 32)),
    }.ToFrozenDictionary();

    private static HeaderField Protocol => new("nexthdr", StandardTypes.Protocol, 0);

    private static HeaderField[] Lead => [Number("kind", 0, 8), Number("length", 8, 8)];

    private static HeaderField[] Route =>
        [
            Number("type", 0, 8),
            Number("length", 8, 8),
            Number("ptr", 16, 8),
            new("addr", StandardTypes.Ipv4, 24),
        ];

    private static HeaderField[] Initial =>
        Chunk(
            ("init-tag", 32),
            ("a-rwnd", 32),
            ("num-outbound-streams", 16),
            ("num-inbound-streams", 16),
            ("initial-tsn", 32)
        );

    /// <summary>Whether there is an extension of that kind and name.</summary>
    internal static bool Exists(string kind, string name) =>
        kind switch
        {
            "exthdr" => Ipv6.ContainsKey(name),
            "tcp option" => Tcp.ContainsKey(name),
            "ip option" => Ip.ContainsKey(name),
            "sctp chunk" => Sctp.ContainsKey(name),
            _ => true,
        };

    /// <summary>The names of a kind.</summary>
    internal static IEnumerable<string> Names(string kind) =>
        kind switch
        {
            "exthdr" => Ipv6.Keys,
            "tcp option" => Tcp.Keys,
            "ip option" => Ip.Keys,
            _ => Sctp.Keys,
        };

    /// <summary>The fields of an extension.</summary>
    internal static IEnumerable<HeaderField> Of(string kind, string name) =>
        kind switch
        {
            "exthdr" => Ipv6.GetValueOrDefault(name, []),
            "tcp option" => Tcp.GetValueOrDefault(name, (0, [])).Fields,
            "ip option" => Ip.GetValueOrDefault(name, []),
            "sctp chunk" => Sctp.GetValueOrDefault(name, []),
            _ => [],
        };

    /// <summary>A field of an extension; null if there is none. <c>addr[1]</c> is one of <c>addr[N]</c>.</summary>
    internal static HeaderField? Find(string kind, string name, string field)
    {
        var bracket = field.IndexOf('[');
        var sought = bracket < 0 ? field : field[..bracket] + "[N]";
        return Of(kind, name).FirstOrDefault(one => one.Name == sought);
    }

    /// <summary>The name of a TCP option's number; null where it has none.</summary>
    internal static string? TcpName(int number) =>
        Tcp.Where(option => option.Value.Kind == number && option.Key is not "sack1")
            .OrderBy(option => option.Key, StringComparer.Ordinal)
            .Select(option => option.Key)
            .FirstOrDefault();

    private static HeaderField[] Chunk(params (string Name, int Width)[] fields)
    {
        var all = new List<HeaderField>
        {
            Number("type", 0, 8),
            Number("flags", 8, 8),
            Number("length", 16, 16),
        };
        var offset = 32;
        foreach (var (name, width) in fields)
        {
            all.Add(Number(name, offset, width));
            offset += width;
        }
        return [.. all];
    }

    private static HeaderField Number(string name, int offset, int width) =>
        new(name, StandardTypes.Integer.OfWidth(width), offset);
}
