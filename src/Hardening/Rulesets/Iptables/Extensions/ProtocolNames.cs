using System.Collections.Frozen;
using System.Globalization;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Protocols by the names that protocols(5) of Debian 12 and libxtables have for them.</summary>
internal static class ProtocolNames
{
    private static readonly (string Name, byte Number)[] Known =
    [
        .. """
            hopopt=0 icmp=1 igmp=2 ggp=3 ipencap=4 st=5 tcp=6 egp=8 igp=9 pup=12 udp=17 hmp=20 xns-idp=22 rdp=27 iso-tp4=29
            dccp=33 xtp=36 ddp=37 idpr-cmtp=38 ipv6=41 ipv6-route=43 ipv6-frag=44 idrp=45 rsvp=46 gre=47 esp=50 ah=51 skip=57
            ipv6-icmp=58 ipv6-nonxt=59 ipv6-opts=60 rspf=73 vmtp=81 eigrp=88 ospf=89 ax.25=93 ipip=94 etherip=97 encap=98 pim=103
            ipcomp=108 vrrp=112 l2tp=115 isis=124 sctp=132 fc=133 mobility-header=135 udplite=136 mpls-in-ip=137 manet=138 hip=139
            shim6=140 wesp=141 rohc=142 ethernet=143
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(entry =>
            entry.Split('=')
        ).Select(entry => (entry[0], byte.Parse(entry[1], CultureInfo.InvariantCulture))),
    ];

    /// <summary>Further names that libxtables itself knows, and the capital forms of protocols(5).</summary>
    private static readonly FrozenDictionary<string, byte> Others = new Dictionary<string, byte>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["all"] = 0,
        ["ip"] = 0,
        ["icmpv6"] = 58,
        ["ipv6-mh"] = 135,
        ["mh"] = 135,
        ["ip-encap"] = 4,
        ["ipsec-esp"] = 50,
        ["ipsec-ah"] = 51,
        ["ospfigp"] = 89,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, byte> Numbers = Known.ToFrozenDictionary(
        protocol => protocol.Name,
        protocol => protocol.Number,
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenDictionary<byte, string> Names = Known
        .DistinctBy(protocol => protocol.Number)
        .ToFrozenDictionary(protocol => protocol.Number, protocol => protocol.Name);

    /// <summary>A protocol by name or number, as its number; <c>all</c> and 0 are every protocol.</summary>
    public static ArgumentType Number { get; } =
        new(
            "a protocol from 0 to 255 or a name of protocols(5)",
            text => Find(text) is { } number ? Extensions.NumberArgument.Text(number) : null
        );

    /// <summary>Null for a name that is none of these.</summary>
    public static byte? Find(string text) =>
        Extensions.NumberArgument.Find(text, byte.MaxValue) is { } number ? (byte)number
        : Numbers.TryGetValue(text, out var known) || Others.TryGetValue(text, out known) ? known
        : null;

    /// <summary>As iptables-save prints it behind <c>-p</c>: by name where there is one.</summary>
    public static string Text(byte number) =>
        Names.GetValueOrDefault(number) ?? Extensions.NumberArgument.Text(number);
}
