using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Analysis.Wrappers;
using Hardening.Rulesets;

namespace Hardening.Analysis.Differences;

/// <summary>One side of a comparison: a firewall, and the wrappers behind it where it has hosts files.</summary>
/// <param name="Filter">The firewall; one without a rule lets everything through.</param>
/// <param name="Wrappers">hosts.allow and hosts.deny; null where the side has neither.</param>
public sealed record ComparedSide(PacketFilter Filter, WrapperTables? Wrappers = null)
{
    /// <summary>Of the packets that are wanted at a daemon those that the wrappers leave to it.</summary>
    internal PacketSet Granted(PacketSpace space, PacketSet wanted, AskingDaemon daemon) =>
        Wrappers is null ? wanted : wanted & GrantedPackets.Of(space, Wrappers, daemon);

    /// <summary>The rule where that stops a packet, and behind it the line of the wrappers that decides.</summary>
    internal RulePlace? Decide(Packet packet, HookPoint[] way, AskingDaemon daemon)
    {
        var end = new Walk(Filter).Take(packet, way);
        if (Wrappers is null || !end.IsThrough)
        {
            return end.DecidedBy;
        }
        return new AccessCheck(Wrappers, question => packet.Answers.GetValueOrDefault(question))
            .Decide(
                AccessRequest.Of(
                    daemon,
                    new Address(Filter.Family, end.Packet[PacketField.SourceAddress]),
                    new Address(Filter.Family, end.Packet[PacketField.DestinationAddress]),
                    (int)(uint)end.Packet[PacketField.DestinationPort]
                )
            )
            .DecidedBy;
    }
}
