using System.Collections.Frozen;
using System.Globalization;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Types of ICMP and ICMPv6 by number or by the names that <c>iptables -p icmp -h</c> lists.</summary>
internal static class IcmpTypeCondition
{
    private const int AnyType = 255;

    private static readonly FrozenDictionary<string, (int Type, int? Code)> Ipv4 = Named(
        """
        echo-reply 0, pong 0, destination-unreachable 3, network-unreachable 3/0, host-unreachable 3/1,
        protocol-unreachable 3/2, port-unreachable 3/3, fragmentation-needed 3/4,
        source-route-failed 3/5, network-unknown 3/6, host-unknown 3/7, network-prohibited 3/9,
        host-prohibited 3/10, TOS-network-unreachable 3/11, TOS-host-unreachable 3/12,
        communication-prohibited 3/13, host-precedence-violation 3/14, precedence-cutoff 3/15,
        source-quench 4, redirect 5, network-redirect 5/0, host-redirect 5/1,
        TOS-network-redirect 5/2, TOS-host-redirect 5/3, echo-request 8, ping 8,
        router-advertisement 9, router-solicitation 10, time-exceeded 11, ttl-exceeded 11,
        ttl-zero-during-transit 11/0, ttl-zero-during-reassembly 11/1, parameter-problem 12,
        ip-header-bad 12/0, required-option-missing 12/1, timestamp-request 13, timestamp-reply 14,
        address-mask-request 17, address-mask-reply 18
        """
    );

    private static readonly FrozenDictionary<string, (int Type, int? Code)> Ipv6 = Named(
        """
        destination-unreachable 1, no-route 1/0, communication-prohibited 1/1, beyond-scope 1/2,
        address-unreachable 1/3, port-unreachable 1/4, failed-policy 1/5, reject-route 1/6,
        packet-too-big 2, time-exceeded 3, ttl-exceeded 3, ttl-zero-during-transit 3/0,
        ttl-zero-during-reassembly 3/1, parameter-problem 4, bad-header 4/0,
        unknown-header-type 4/1, unknown-option 4/2, echo-request 128, ping 128, echo-reply 129,
        pong 129, mld-listener-query 130, mld-listener-report 131, mld-listener-done 132,
        mld-listener-reduction 132, router-solicitation 133, router-advertisement 134,
        neighbor-solicitation 135, neighbour-solicitation 135, neighbor-advertisement 136,
        neighbour-advertisement 136, redirect 137
        """
    );

    /// <summary>A type, or a type with a code or a range of codes: <c>3</c>, <c>3/4</c>, <c>3/0:4</c>, or a name.</summary>
    internal static Condition Of(RuleScope scope, RuleOption option)
    {
        var text = option.Argument;
        var isIpv4 = scope.Family == IpFamily.IPv4;
        if (isIpv4 && text == "any")
        {
            return Condition.Always;
        }
        if ((isIpv4 ? Ipv4 : Ipv6).TryGetValue(text, out var known))
        {
            return Is(known.Type, known.Code, known.Code);
        }
        var parts = text.Split('/');
        var codes = parts.Length == 2 ? parts[1].Split(':') : [];
        if (
            parts.Length > 2
            || codes.Length > 2
            || Number(parts[0]) is not { } type
            || codes.Any(code => Number(code) is null)
        )
        {
            throw scope.Refused(option, "a type of ICMP, as 8, 3/4 or echo-request,");
        }
        var (first, last) =
            codes.Length == 0 ? ((int?)null, (int?)null) : (Number(codes[0]), Number(codes[^1]));
        // For the kernel 255 is every type, unless one code alone is asked for.
        return isIpv4 && type == AnyType && (codes.Length == 0 || (first, last) == (0, 255))
            ? Condition.Always
            : Is(type, first, last);
    }

    /// <summary>Types and codes as one number, the type above the code.</summary>
    internal static Condition Between(ValueRange range)
    {
        var any = new List<Condition>();
        for (var type = (int)(range.First >> 8); type <= (int)(range.Last >> 8); type++)
        {
            any.Add(
                Is(
                    type,
                    type == (int)(range.First >> 8) ? (int)(range.First & 0xff) : 0,
                    type == (int)(range.Last >> 8) ? (int)(range.Last & 0xff) : 0xff
                )
            );
        }
        return any.Count == 1 ? any[0] : new Condition.AnyOf(any.ToEquatableArray());
    }

    private static Condition Is(int type, int? first, int? last)
    {
        var isType = Condition.Is(PacketField.IcmpType, (uint)type);
        return first is { } low && last is { } high && (low, high) != (0, 255)
            ? new Condition.AllOf([
                isType,
                Condition.Between(PacketField.IcmpCode, (uint)low, (uint)high),
            ])
            : isType;
    }

    private static int? Number(string text) =>
        Numeral.Find(text) is { } number and <= byte.MaxValue ? (int)number : null;

    private static FrozenDictionary<string, (int Type, int? Code)> Named(string list) =>
        list.Split(
                [',', '\n'],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
            .Select(pair => pair.Split(' ', '/'))
            .ToFrozenDictionary(
                pair => pair[0],
                pair =>
                    (
                        int.Parse(pair[1], CultureInfo.InvariantCulture),
                        pair.Length > 2
                            ? (int?)int.Parse(pair[2], CultureInfo.InvariantCulture)
                            : null
                    ),
                StringComparer.OrdinalIgnoreCase
            );
}
