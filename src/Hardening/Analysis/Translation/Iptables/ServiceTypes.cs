using System.Collections.Frozen;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>tos and dscp: the byte of IPv4's type of service and IPv6's traffic class (RFC 2474, RFC 3168, RFC 1349).</summary>
internal static class ServiceTypes
{
    private static readonly FrozenDictionary<string, uint> Classes = new (string, uint)[]
    {
        ("BE", 0x00),
        ("EF", 0x2e),
        ("CS0", 0x00),
        ("CS1", 0x08),
        ("CS2", 0x10),
        ("CS3", 0x18),
        ("CS4", 0x20),
        ("CS5", 0x28),
        ("CS6", 0x30),
        ("CS7", 0x38),
        ("AF11", 0x0a),
        ("AF12", 0x0c),
        ("AF13", 0x0e),
        ("AF21", 0x12),
        ("AF22", 0x14),
        ("AF23", 0x16),
        ("AF31", 0x1a),
        ("AF32", 0x1c),
        ("AF33", 0x1e),
        ("AF41", 0x22),
        ("AF42", 0x24),
        ("AF43", 0x26),
    }.ToFrozenDictionary(one => one.Item1, one => one.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, uint> Names = new (string, uint)[]
    {
        ("Minimize-Delay", 0x10),
        ("Maximize-Throughput", 0x08),
        ("Maximize-Reliability", 0x04),
        ("Minimize-Cost", 0x02),
        ("Normal-Service", 0x00),
    }.ToFrozenDictionary(one => one.Item1, one => one.Item2, StringComparer.OrdinalIgnoreCase);

    internal static Condition Tos(RuleScope scope, RuleOption option)
    {
        var (value, mask) = Bits(scope, option);
        return (value & ~mask) == 0
            ? new Condition.AllOf([
                new Condition.BitsAre(PacketField.Dscp, mask >> 2, value >> 2),
                new Condition.BitsAre(PacketField.Ecn, mask & 3, value & 3),
            ])
            : Condition.Never;
    }

    internal static Condition Dscp(RuleScope scope, RuleOption option) =>
        Condition.Is(PacketField.Dscp, Class(scope, option));

    /// <summary>The number behind <c>--dscp</c> or <c>--set-dscp</c>, or of the class behind <c>--dscp-class</c> or <c>--set-dscp-class</c>.</summary>
    internal static uint Class(RuleScope scope, RuleOption option) =>
        option.Name.EndsWith("-class", StringComparison.Ordinal)
            ? Classes.TryGetValue(option.Argument, out var known)
                ? known
                : throw scope.Refused(option, "a class of DSCP: BE, EF, CS0 to CS7, AF11 to AF43")
            : Numeral.Find(option.Argument) is { } number and <= 0x3f
                ? number
                : throw scope.Refused(option, "a number up to 63");

    /// <summary><c>VALUE[/MASK]</c> or one of the names of RFC 1349, which leave the two bits of ECN alone.</summary>
    internal static (uint Value, uint Mask) Bits(RuleScope scope, RuleOption option)
    {
        if (Names.TryGetValue(option.Argument, out var named))
        {
            return (named, 0x3f);
        }
        var parts = option.Argument.Split('/');
        return
            parts.Length <= 2
            && Numeral.Find(parts[0]) is { } value and <= byte.MaxValue
            && (parts.Length == 1 ? byte.MaxValue : Numeral.Find(parts[1]))
                is { } mask
                    and <= byte.MaxValue
            ? (value, mask)
            : throw scope.Refused(option, "a type of service: a number up to 255, or a name");
    }
}
