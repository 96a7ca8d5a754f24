using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Walks;
using Hardening.Policies;

namespace Hardening.Analysis.Linting;

/// <summary>Ports that are guarded, and stand open all the same: over the other family, by the other transport, or not to the host itself.</summary>
internal static class HalfGuardedPorts
{
    internal static IEnumerable<Finding> Find(IReadOnlyList<LintedFilter> filters)
    {
        var endpoints = filters
            .SelectMany(filter => Ports.Named(filter.Filter))
            .Distinct()
            .ToList();
        foreach (var endpoint in endpoints)
        {
            var known = filters
                .Select(filter => (Filter: filter, Openness: Ports.Of(filter, endpoint)))
                .ToList();
            foreach (var (filter, openness) in known.Where(one => one.Openness.IsGuarded))
            {
                var other = known.Find(one => one.Filter != filter);
                if (other.Openness is { IsOpen: true })
                {
                    yield return OtherFamily(endpoint, filter, other.Filter, other.Openness);
                }
                var twin = new Endpoint(
                    endpoint.Transport == Transport.Tcp ? Transport.Udp : Transport.Tcp,
                    endpoint.Port
                );
                if (Ports.Of(filter, twin) is { IsOpen: true } open)
                {
                    yield return OtherTransport(endpoint, twin, filter, open);
                }
                if (
                    (openness.OverLoopback.Possible & openness.Loopback).IsEmpty
                    || !(openness.Loopback - openness.OverLoopback.Possible).IsEmpty
                )
                {
                    yield return NoLoopback(endpoint, filter, openness);
                }
            }
        }
    }

    private static Finding OtherFamily(
        Endpoint endpoint,
        LintedFilter guarded,
        LintedFilter open,
        Openness openness
    )
    {
        var packet = Example(open, openness.FromOutside, isLoopback: false);
        var (from, to) = (guarded.Filter.Family, open.Filter.Family);
        return new Finding(
            to == IpFamily.IPv6 ? "ipv6-open" : "ipv4-open",
            Severity.Error,
            null,
            null,
            $"{endpoint} is guarded over {from}, and open to everybody over {to}: {packet} gets in",
            $"say the same for {to}: {(to == IpFamily.IPv6 ? "ip6tables" : "iptables")}, or a table of nftables' family inet"
        )
        {
            Packet = packet,
        };
    }

    private static Finding OtherTransport(
        Endpoint guarded,
        Endpoint open,
        LintedFilter filter,
        Openness openness
    )
    {
        var packet = Example(filter, openness.FromOutside, isLoopback: false);
        return new Finding(
            "transport-forgotten",
            guarded.Port == Catalogue.Portmap.Endpoints[0].Port ? Severity.Error : Severity.Note,
            null,
            null,
            $"{guarded} is guarded over {filter.Filter.Family}, and {open} is open to everybody: {packet} gets in",
            $"say the same for {open}, if something listens there"
        )
        {
            Packet = packet,
        };
    }

    private static Finding NoLoopback(Endpoint endpoint, LintedFilter filter, Openness openness)
    {
        var packet = Example(
            filter,
            openness.Loopback - openness.OverLoopback.Possible,
            isLoopback: true
        );
        var end = new Walk(filter.Filter).Take(packet, LintedFilter.WayIn);
        return new Finding(
            "loopback-kept-out",
            Severity.Error,
            end.DecidedBy?.File,
            end.DecidedBy?.Line,
            $"the host can't ask its own {endpoint} over {filter.Filter.Family}: {packet} is dropped"
                + (end.DecidedBy is { } place ? $" by {Quotation.Of(place.Text)}" : ""),
            "let in what comes over lo before anything is denied: `-i lo -j ACCEPT`"
        )
        {
            Packet = packet,
        };
    }

    private static Packet Example(LintedFilter filter, PacketSet set, bool isLoopback) =>
        NaturalPackets.In(set, filter.Filter.Family, filter.Names, isLoopback);
}
