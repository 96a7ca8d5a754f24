using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>The rules of one family, ready to be asked.</summary>
internal sealed class LintedFilter
{
    internal static readonly HookPoint[] WayIn = [HookPoint.Prerouting, HookPoint.Input];

    internal LintedFilter(PacketFilter filter)
    {
        Filter = filter;
        Names = NameAtoms.Of([Arrivals.OnLoopback, .. Conditions.In(filter)]);
        Space = new PacketSpace(filter.Family, Names.Count);
        Sets = new ConditionSets(Space, Names);
        Flow = new FilterFlow(filter, Space, Names);
        Through = Flow.Before(Space.All, WayIn);
    }

    internal PacketFilter Filter { get; }

    internal NameAtoms Names { get; }

    internal PacketSpace Space { get; }

    internal ConditionSets Sets { get; }

    internal FilterFlow Flow { get; }

    /// <summary>The packets that come through to this host.</summary>
    internal PacketSet Through { get; }
}
