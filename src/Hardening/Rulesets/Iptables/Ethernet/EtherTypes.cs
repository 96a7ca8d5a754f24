using System.Globalization;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>What a frame carries, by the names that ethertypes(5) of Debian 12 has for it (IANA, "IEEE 802 Numbers").</summary>
internal static class EtherTypes
{
    /// <summary>IPv4, by its first name.</summary>
    public const string Ipv4 = "IPv4";

    public const string Ipv6 = "IPv6";
    public const string Arp = "ARP";
    public const string Rarp = "RARP";
    public const string Vlan = "802_1Q";

    /// <summary>What <c>-p</c> says of frames that give their length there and no type (IEEE 802.3).</summary>
    public const string Length = "Length";

    private static readonly (string[] Names, ushort Number)[] Known =
    [
        .. """
            IPv4,ip,ip4=0800 X25=0805 ARP,ether-arp=0806 FR_ARP=0808 BPQ=08FF TRILL=22F3 L2-IS-IS=22F4 TEB=6558 RAW_FR=6559 RARP=8035
            ATALK=809B AARP=80F3 802_1Q,8021q,1q,802.1q,dot1q=8100 IPX=8137 NetBEUI=8191 IPv6,ip6=86DD PPP=880B MPLS=8847
            MPLS_MULTI=8848 ATMMPOA=884C PPP_DISC=8863 PPP_SES=8864 ATMFATE=8884 EAPOL=888E S-TAG=88A8 EAP_PREAUTH=88C7 LLDP=88CC
            MACSEC=88E5 PBB,macinmac=88E7 MVRP=88F5 PTP=88F7 FCOE=8906 FIP=8914 ROCE=8915 LoWPAN=A0ED
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(entry =>
            entry.Split('=')
        ).Select(entry =>
            (
                entry[0].Split(','),
                ushort.Parse(entry[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            )
        ),
    ];

    /// <summary>The smallest number that is a type; those below are lengths.</summary>
    public const ushort Lowest = 0x600;

    /// <summary>By name, or by number in hexadecimal; null for neither.</summary>
    public static ushort? Find(string text) =>
        (ushort?)NumberArgument.FindHex(text, ushort.MaxValue)
        ?? (
            Array.Find(Known, type => type.Names.Contains(text, StringComparer.OrdinalIgnoreCase))
                is { Names: not null } named
                ? named.Number
                : null
        );

    /// <summary>By its first name, else by its number.</summary>
    public static string Text(ushort number) =>
        Array.Find(Known, type => type.Number == number) is { Names: not null } named
            ? named.Names[0]
            : NumberArgument.HexText(number);
}
