using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>mac: what comes by no Ethernet, as over loopback, has no hardware address, and neither the match nor its opposite holds for it.</summary>
internal static class HardwareCondition
{
    internal static Condition Of(RuleScope scope, RuleOption option)
    {
        var address =
            EthernetAddress.Find(option.Argument)
            ?? throw scope.Refused(option, "a hardware address of six bytes");
        return new Condition.AllOf([
            HardwareAddresses.Is(PacketField.EthernetSource, address).NegatedIf(option.IsNegated),
            LinkPresence.HasHardwareAddress,
        ]);
    }
}
