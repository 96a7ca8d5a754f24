namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Protocols by name, as IANA and protocols(5) have them.</summary>
internal static class Protocols
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["all"] = 0,
        ["icmp"] = 1,
        ["igmp"] = 2,
        ["ipencap"] = 4,
        ["tcp"] = 6,
        ["egp"] = 8,
        ["udp"] = 17,
        ["dccp"] = 33,
        ["ipv6"] = 41,
        ["gre"] = 47,
        ["esp"] = 50,
        ["ipv6-crypt"] = 50,
        ["ah"] = 51,
        ["ipv6-auth"] = 51,
        ["icmpv6"] = 58,
        ["icmp6"] = 58,
        ["ipv6-icmp"] = 58,
        ["eigrp"] = 88,
        ["ospf"] = 89,
        ["ipip"] = 94,
        ["pim"] = 103,
        ["vrrp"] = 112,
        ["l2tp"] = 115,
        ["sctp"] = 132,
        ["mh"] = 135,
        ["mobility-header"] = 135,
        ["udplite"] = 136,
    };

    /// <summary>0 for all of them; null for a name that is none of these.</summary>
    internal static int? Find(string text) =>
        Numbers.TryGetValue(text, out var number) ? number
        : Numeral.Find(text) is { } numeral and <= byte.MaxValue ? (int)numeral
        : null;
}
