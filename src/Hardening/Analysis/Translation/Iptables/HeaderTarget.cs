using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Targets that change the header of IP: DSCP, TOS, ECN, TTL and HL.</summary>
/// <param name="scope">The rule.</param>
/// <param name="options">The target's own options.</param>
internal sealed class HeaderTarget(RuleScope scope, EquatableArray<RuleOption> options)
{
    private const uint WholeTos = 0xff;

    internal IEnumerable<Step> Of(string target)
    {
        if (options is not [var option, ..])
        {
            throw scope.Refused(target, $"an option of {target} behind it");
        }
        return target switch
        {
            "DSCP" => [new Step.Assign(PacketField.Dscp, 0x3f, ServiceTypes.Class(scope, option))],
            "TOS" => Tos(option),
            // --ecn-tcp-remove, the only one left: neither ECE nor CWR.
            "ECN" => [new Step.Assign(PacketField.TcpFlags, 0xc0, 0)],
            _ => [TimeToLive(option)],
        };
    }

    private IEnumerable<Step> Tos(RuleOption option)
    {
        var (value, mask) = ServiceTypes.Bits(scope, option);
        (uint flip, uint zero) = option.Name switch
        {
            "--and-tos" => (0u, WholeTos & ~value),
            "--or-tos" => (value, value),
            "--xor-tos" => (value, 0u),
            _ => (value, mask),
        };
        return
        [
            Bits(PacketField.Dscp, 0x3f, zero >> 2, flip >> 2),
            Bits(PacketField.Ecn, 3, zero & 3, flip & 3),
        ];
    }

    private static Step.Mix Bits(PacketField field, uint whole, uint zero, uint flip) =>
        new(field, new FieldCombination(whole & ~zero, field, 0, flip));

    private Step TimeToLive(RuleOption option)
    {
        var number = Numeral.Find(option.Argument) is { } known and <= byte.MaxValue
            ? (int)known
            : throw scope.Refused(option, "a number up to 255");
        return option.Name switch
        {
            "--ttl-inc" or "--hl-inc" => new Step.Increase(
                PacketField.TimeToLive,
                number,
                byte.MaxValue
            ),
            "--ttl-dec" or "--hl-dec" => new Step.Increase(
                PacketField.TimeToLive,
                -number,
                byte.MaxValue
            ),
            _ => new Step.Assign(PacketField.TimeToLive, byte.MaxValue, (uint)number),
        };
    }
}
