using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Policies;

namespace Hardening.Analysis.Linting;

/// <summary>The ports that rules speak of.</summary>
internal static class Ports
{
    /// <summary>More than these in one range are no service.</summary>
    private const int MaxRange = 16;

    /// <summary>Every single port that a rule of the way in names, of each transport.</summary>
    internal static IEnumerable<Endpoint> Named(PacketFilter filter) =>
        (
            from condition in Conditions.In(filter)
            where condition is Condition.OneOf { Field: PacketField.DestinationPort }
            from range in ((Condition.OneOf)condition).Values
            where range.First > 0 && range.Last - range.First < MaxRange
            from port in Enumerable.Range((int)range.First, (int)(range.Last - range.First) + 1)
            from transport in new[] { Transport.Tcp, Transport.Udp }
            select new Endpoint(transport, (ushort)port)
        )
            .Distinct()
            .OrderBy(endpoint => endpoint.Port)
            .ThenBy(endpoint => endpoint.Transport);

    /// <summary>How the first packets from outside fare that ask for a port.</summary>
    internal static Openness Of(LintedFilter filter, Endpoint endpoint)
    {
        var asking =
            filter.Sets.Of(Arrivals.First(filter.Filter.Family))
            & filter.Sets.Of(Arrivals.Proper(endpoint.Transport))
            & filter.Sets.Of(Arrivals.At(endpoint));
        var loopback = filter.Sets.Of(Arrivals.OnLoopback);
        return new Openness(
            asking - loopback,
            (asking - loopback) & filter.Through,
            asking & loopback,
            asking & loopback & filter.Through
        );
    }
}
