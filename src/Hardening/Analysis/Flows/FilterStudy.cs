using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Wrappers;

namespace Hardening.Analysis.Flows;

/// <summary>
/// One filter, ready to be asked, and others of its family beside it: all live in one space, so that what is worked out for one
/// question is there for the next. Not safe for several threads at once.
/// </summary>
public sealed class FilterStudy
{
    private readonly Dictionary<PacketFilter, FilterFlow> flows = new(
        ReferenceEqualityComparer.Instance
    );

    private readonly Dictionary<WrapperTables, Dictionary<AskingDaemon, PacketSet>> granted = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>Prepares for filters whose chains make no circle; that is found out when they are first asked.</summary>
    /// <param name="filter">What is studied.</param>
    /// <param name="beside">What it is compared with.</param>
    public FilterStudy(PacketFilter filter, params IEnumerable<PacketFilter> beside)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(beside);
        Filter = filter;
        // The kernel gives this name to the loopback interface of every namespace.
        var onLoopback = new Condition.Named(PacketField.InInterface, "lo");
        Names = NameAtoms.Of([
            onLoopback,
            .. Conditions.In(filter),
            .. beside.SelectMany(Conditions.In),
        ]);
        Space = new PacketSpace(filter.Family, Names.Count);
        Sets = new ConditionSets(Space, Names);
        OnLoopback = Sets.Of(onLoopback);
        Flow = FlowOf(filter);
    }

    /// <summary>What is studied.</summary>
    public PacketFilter Filter { get; }

    /// <summary>The names that the filters tell apart, and <c>lo</c>.</summary>
    internal NameAtoms Names { get; }

    internal PacketSpace Space { get; }

    internal ConditionSets Sets { get; }

    /// <summary>The packets that come in by <c>lo</c>.</summary>
    internal PacketSet OnLoopback { get; }

    /// <summary>Follows packets through the filter.</summary>
    internal FilterFlow Flow { get; }

    /// <summary>The packets of clients whom TCP Wrappers grant a daemon, if they come as far as that.</summary>
    internal PacketSet Granted(WrapperTables tables, AskingDaemon daemon)
    {
        if (!granted.TryGetValue(tables, out var byDaemon))
        {
            granted[tables] = byDaemon = [];
        }
        if (!byDaemon.TryGetValue(daemon, out var set))
        {
            byDaemon[daemon] = set = GrantedPackets.Of(Space, tables, daemon);
        }
        return set;
    }

    /// <summary>Follows packets through one of the filters.</summary>
    internal FilterFlow FlowOf(PacketFilter filter)
    {
        if (!flows.TryGetValue(filter, out var flow))
        {
            flows[filter] = flow = new FilterFlow(filter, Space, Sets);
        }
        return flow;
    }
}
