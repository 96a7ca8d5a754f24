using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Tests.Analysis;

/// <summary>Holds what the sets say of a filter against what happens to packets on foot.</summary>
internal sealed class FilterTrial
{
    private static readonly HookPoint[] Way = [HookPoint.Prerouting, HookPoint.Input];

    private readonly NameAtoms names;
    private readonly PacketSet through;
    private readonly Walk walk;

    internal FilterTrial(PacketFilter filter)
    {
        names = NameAtoms.Of(Conditions.In(filter));
        var space = new PacketSpace(IpFamily.IPv4, names.Count);
        through = new FilterFlow(filter, space, names).Before(space.All, Way);
        walk = new Walk(filter);
    }

    /// <summary>
    /// Where a field becomes what nobody knows, the set has two bounds, and what happens lies between them; where nothing does, they
    /// are one.
    /// </summary>
    internal bool Agrees(Packet packet)
    {
        var isThrough = walk.Take(packet, Way).IsThrough;
        return isThrough ? Holds(packet, becomes: true) : !Holds(packet, becomes: false);
    }

    private bool Holds(Packet packet, bool becomes) =>
        through.Contains(
            field =>
                NameAtoms.Holds(field)
                    ? names.AtomOf(field, packet.Names.GetValueOrDefault(field, string.Empty))
                    : packet[field],
            text =>
                text.StartsWith("what ", StringComparison.Ordinal)
                    ? becomes
                    : packet.Answers.GetValueOrDefault(text)
        );
}
