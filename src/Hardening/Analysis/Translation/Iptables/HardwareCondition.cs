using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>mac: what comes by no Ethernet, as over loopback, has no hardware address, and neither the match nor its opposite holds for it.</summary>
internal static class HardwareCondition
{
    internal static Condition Of(RuleScope scope, RuleOption option)
    {
        var bytes = option.Argument.Split(':');
        if (
            bytes.Length != 6
            || !bytes.All(one => one.Length is 1 or 2 && one.All(char.IsAsciiHexDigit))
        )
        {
            throw scope.Refused(option, "a hardware address of six bytes");
        }
        var named = new Condition.Named(
            PacketField.EthernetSource,
            string.Join(':', bytes.Select(one => one.PadLeft(2, '0').ToLowerInvariant()))
        );
        return new Condition.AllOf([
            named.NegatedIf(option.IsNegated),
            LinkPresence.HasHardwareAddress,
        ]);
    }
}
