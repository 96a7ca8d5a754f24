using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>The addresses at which rules begin or cease to let a client in: where a fault in them shows first, if anywhere.</summary>
public static class SourceEdges
{
    /// <summary>
    /// The ends of each range of sources that come through to a service from outside, by the firewall and by what daemons grant of
    /// that, and the addresses next to them.
    /// </summary>
    /// <param name="study">The rules of one family.</param>
    /// <param name="wrappers">What daemons ask that ask; null for nothing.</param>
    /// <param name="services">The services.</param>
    /// <param name="mostRanges">Of how many ranges at most, for each endpoint; an even spread of addresses has thousands of millions.</param>
    /// <returns>For each service, by its name, addresses of the filter's family; some may come twice, and some no host can have.</returns>
    /// <exception cref="AnalysisFailedException">The rules can't be followed.</exception>
    public static ILookup<string, Address> Of(
        FilterStudy study,
        WrapperTables? wrappers,
        IEnumerable<Service> services,
        int mostRanges
    )
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(services);
        var (family, space, sets) = (study.Filter.Family, study.Space, study.Sets);
        var arriving = sets.Of(Arrivals.First(family)) - study.OnLoopback;
        var nowhere = sets.Of(Arrivals.FromNowhere(family));
        return (
            from service in services
            from endpoint in service.Endpoints
            let reaching = study.Flow.Before(sets.Of(Arrivals.At(endpoint)), HookWays.ToHost)
                & arriving
                & sets.Of(Arrivals.Proper(endpoint.Transport))
            // Where nobody can be, rules do not change their mind.
            from set in Granted(study, wrappers, service, reaching).Prepend(reaching)
            from range in (set.Possible | nowhere)
                .Values(PacketField.SourceAddress)
                .Where(range => !space.OneOf(PacketField.SourceAddress, range).IsSubsetOf(nowhere))
                .Take(mostRanges)
            from address in Around(family, range)
            select (service.Name, Address: address)
        ).ToLookup(one => one.Name, one => one.Address);
    }

    private static IEnumerable<PacketSet> Granted(
        FilterStudy study,
        WrapperTables? wrappers,
        Service service,
        PacketSet reaching
    ) =>
        wrappers is not null && AskingDaemon.Of(service) is { } daemon
            ? [reaching & study.Granted(wrappers, daemon)]
            : [];

    private static IEnumerable<Address> Around(IpFamily family, ValueRange range)
    {
        var (first, last) = (new Address(family, range.First), new Address(family, range.Last));
        Address?[] around = [first.Previous, first, last, last.Next];
        return around.OfType<Address>();
    }
}
