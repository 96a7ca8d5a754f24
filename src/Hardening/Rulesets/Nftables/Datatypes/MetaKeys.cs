using System.Collections.Frozen;

namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>The keys of <c>meta</c> and their types (nft(8), META EXPRESSIONS).</summary>
internal static class MetaKeys
{
    private static readonly FrozenDictionary<string, Datatype> Types = new Dictionary<
        string,
        Datatype
    >
    {
        ["length"] = StandardTypes.Integer.OfWidth(32),
        ["protocol"] = StandardTypes.EtherType,
        ["priority"] = StandardTypes.ClassId,
        ["random"] = StandardTypes.Integer.OfWidth(32),
        ["mark"] = StandardTypes.Mark,
        ["iif"] = StandardTypes.InterfaceIndex,
        ["iifname"] = StandardTypes.InterfaceName,
        ["iiftype"] = StandardTypes.HardwareType,
        ["oif"] = StandardTypes.InterfaceIndex,
        ["oifname"] = StandardTypes.InterfaceName,
        ["oiftype"] = StandardTypes.HardwareType,
        ["skuid"] = StandardTypes.Uid,
        ["skgid"] = StandardTypes.Gid,
        ["nftrace"] = StandardTypes.Integer.OfWidth(1),
        ["rtclassid"] = StandardTypes.Realm,
        ["secmark"] = StandardTypes.Integer.OfWidth(32),
        ["nfproto"] = StandardTypes.Family,
        ["l4proto"] = StandardTypes.Protocol,
        ["ibrname"] = StandardTypes.InterfaceName,
        ["obrname"] = StandardTypes.InterfaceName,
        ["pkttype"] = StandardTypes.PacketType,
        ["cpu"] = StandardTypes.Integer.OfWidth(32),
        ["iifgroup"] = StandardTypes.DeviceGroup,
        ["oifgroup"] = StandardTypes.DeviceGroup,
        ["cgroup"] = StandardTypes.Integer.OfWidth(32),
        ["ipsec"] = StandardTypes.Boolean,
        ["iifkind"] = StandardTypes.InterfaceName,
        ["oifkind"] = StandardTypes.InterfaceName,
        ["ibrpvid"] = StandardTypes.Integer.OfWidth(16),
        ["ibrvproto"] = StandardTypes.EtherType,
        ["ibrhwaddr"] = StandardTypes.Ethernet,
        ["sdif"] = StandardTypes.InterfaceIndex,
        ["sdifname"] = StandardTypes.InterfaceName,
        ["time"] = StandardTypes.Moment,
        ["day"] = StandardTypes.Day,
        ["hour"] = StandardTypes.Hour,
        ["broute"] = StandardTypes.Integer.OfWidth(1),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Bare = new[]
    {
        "mark",
        "iif",
        "iifname",
        "iiftype",
        "oif",
        "oifname",
        "oiftype",
        "skuid",
        "skgid",
        "nftrace",
        "rtclassid",
        "ibriport",
        "obriport",
        "ibrname",
        "obrname",
        "ibridgename",
        "obridgename",
        "pkttype",
        "cpu",
        "iifgroup",
        "oifgroup",
        "cgroup",
        "ipsec",
        "time",
        "day",
        "hour",
    }.ToFrozenSet();

    internal static IEnumerable<string> Names => Types.Keys;

    /// <summary>Whether it may stand without <c>meta</c>.</summary>
    internal static bool IsBare(string key) => Bare.Contains(key);

    /// <summary>Whether nft itself writes it without <c>meta</c>.</summary>
    internal static bool IsPrintedBare(string key) =>
        key is "iif" or "iifname" or "iifgroup" or "oif" or "oifname" or "oifgroup";

    /// <summary>The key's name today.</summary>
    internal static string Canonical(string key) =>
        key switch
        {
            "secpath" => "ipsec",
            "ibriport" or "ibridgename" => "ibrname",
            "obriport" or "obridgename" => "obrname",
            _ => key,
        };

    internal static Datatype? Find(string key) => Types.GetValueOrDefault(key);
}
