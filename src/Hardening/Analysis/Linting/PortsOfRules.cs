using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Policies;

namespace Hardening.Analysis.Linting;

/// <summary>How the ports fare that rules speak of, all of a transport at once.</summary>
/// <param name="Outside">The first packets that come from outside to such a port.</param>
/// <param name="FromOutside">Those of them that get in.</param>
/// <param name="Loopback">The first packets that the host sends itself to such a port.</param>
/// <param name="OverLoopback">Those of them that get in.</param>
internal sealed record PortsOfRules(
    PacketSet Outside,
    PacketSet FromOutside,
    PacketSet Loopback,
    PacketSet OverLoopback
)
{
    /// <summary>More than these in one range are no service.</summary>
    private const int MaxRange = 16;

    /// <summary>From which somebody outside is certainly kept away.</summary>
    internal PacketSet Guarded => Of(Outside - FromOutside.Possible);

    /// <summary>To which everybody outside certainly gets.</summary>
    internal PacketSet Open => Of(Outside) - Of(Outside - FromOutside.Certain);

    /// <summary>To which the host itself does not get over loopback, with some source or other.</summary>
    internal PacketSet WithoutLoopback => Of(Loopback - OverLoopback.Possible);

    /// <summary>The ports that rules of any of the filters name, one by one or in short ranges.</summary>
    internal static EquatableArray<ValueRange> Named(IEnumerable<PacketFilter> filters) =>
        ValueRanges.Merge(
            from filter in filters
            from condition in Conditions.In(filter)
            where condition is Condition.Among { Field: PacketField.DestinationPort }
            from range in ((Condition.Among)condition).Values
            where range.First > 0 && range.Last - range.First < MaxRange
            select range
        );

    internal static PortsOfRules Of(
        LintedFilter filter,
        Transport transport,
        EquatableArray<ValueRange> named
    )
    {
        var asking =
            filter.Sets.Of(Arrivals.First(filter.Filter.Family))
            & filter.Sets.Of(Arrivals.Proper(transport))
            & filter.Sets.Of(Arrivals.By(transport))
            & filter.Space.OneOf(PacketField.DestinationPort, named.AsSpan());
        var loopback = filter.Sets.Of(Arrivals.OnLoopback);
        return new PortsOfRules(
            asking - loopback,
            (asking - loopback) & filter.Through,
            asking & loopback,
            asking & loopback & filter.Through
        );
    }

    private static PacketSet Of(PacketSet packets) =>
        packets.IgnoringAllBut(PacketField.DestinationPort);
}
