using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>physdev: the ports of the bridge that a packet comes over. A packet that comes over none has none, and every <c>!</c> holds for it.</summary>
internal static class BridgeCondition
{
    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group) =>
        group.Options.Select(option =>
            (
                option.Name switch
                {
                    "--physdev-in" => ParameterCondition.Interface(
                        PacketField.BridgePortIn,
                        option.Argument
                    ),
                    "--physdev-out" => ParameterCondition.Interface(
                        PacketField.BridgePortOut,
                        option.Argument
                    ),
                    "--physdev-is-in" => Has(PacketField.BridgePortIn),
                    // Only what is bridged, and not routed, has a port to go out by.
                    "--physdev-is-out" or "--physdev-is-bridged" => Has(PacketField.BridgePortOut),
                    _ => throw scope.Refused(option.Name, "an option of physdev"),
                }
            ).NegatedIf(option.IsNegated)
        );

    private static Condition Has(PacketField field) =>
        new Condition.Named(field, string.Empty).Opposite();
}
