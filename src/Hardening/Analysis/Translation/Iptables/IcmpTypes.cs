using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Types of ICMP and ICMPv6 by number or by the names that <c>iptables -p icmp -h</c> lists.</summary>
internal static class IcmpTypes
{
    private static readonly Dictionary<string, (int Type, int? Code)> Ipv4 = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["echo-reply"] = (0, null),
        ["pong"] = (0, null),
        ["destination-unreachable"] = (3, null),
        ["network-unreachable"] = (3, 0),
        ["host-unreachable"] = (3, 1),
        ["protocol-unreachable"] = (3, 2),
        ["port-unreachable"] = (3, 3),
        ["fragmentation-needed"] = (3, 4),
        ["source-quench"] = (4, null),
        ["redirect"] = (5, null),
        ["echo-request"] = (8, null),
        ["ping"] = (8, null),
        ["router-advertisement"] = (9, null),
        ["router-solicitation"] = (10, null),
        ["time-exceeded"] = (11, null),
        ["ttl-exceeded"] = (11, null),
        ["parameter-problem"] = (12, null),
        ["timestamp-request"] = (13, null),
        ["timestamp-reply"] = (14, null),
        ["address-mask-request"] = (17, null),
        ["address-mask-reply"] = (18, null),
    };

    private static readonly Dictionary<string, (int Type, int? Code)> Ipv6 = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["destination-unreachable"] = (1, null),
        ["packet-too-big"] = (2, null),
        ["time-exceeded"] = (3, null),
        ["parameter-problem"] = (4, null),
        ["echo-request"] = (128, null),
        ["echo-reply"] = (129, null),
        ["router-solicitation"] = (133, null),
        ["router-advertisement"] = (134, null),
        ["neighbour-solicitation"] = (135, null),
        ["neighbor-solicitation"] = (135, null),
        ["neighbour-advertisement"] = (136, null),
        ["neighbor-advertisement"] = (136, null),
        ["redirect"] = (137, null),
    };

    /// <summary>Null where the name is none.</summary>
    internal static Condition? Of(IpFamily family, string text)
    {
        if (text is "any" or "255")
        {
            return Condition.Always;
        }
        var (name, slash) = (text, text.IndexOf('/'));
        if (slash >= 0)
        {
            name = text[..slash];
        }
        var names = family == IpFamily.IPv4 ? Ipv4 : Ipv6;
        var code = slash < 0 ? null : Numeral.Find(text[(slash + 1)..]);
        if (names.TryGetValue(name, out var known))
        {
            return Is(known.Type, known.Code);
        }
        return
            Numeral.Find(name) is { } type and <= byte.MaxValue && (slash < 0 || code is not null)
            ? Is((int)type, (int?)code)
            : null;
    }

    private static Condition Is(int type, int? code)
    {
        var isType = Is(PacketField.IcmpType, type);
        return code is { } number
            ? new Condition.AllOf([isType, Is(PacketField.IcmpCode, number)])
            : isType;
    }

    private static Condition Is(PacketField field, int value) =>
        new Condition.Among(field, [new ValueRange((UInt128)value, (UInt128)value)]);
}
