using Hardening.Analysis.PacketSets;
using Hardening.Policies;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that hide the registry, and none of the services that it tells of.</summary>
internal static class RegistryOnly
{
    internal static IEnumerable<Finding> Find(IReadOnlyList<LintedFilter> filters)
    {
        var named = PortsOfRules.Named(filters.Select(filter => filter.Filter));
        var guarded = GuardedBy(filters, named).Distinct().ToList();
        var port = Catalogue.Portmap.Endpoints[0].Port;
        if (guarded is [var only] && only == new ValueRange(port, port))
        {
            yield return new Finding(
                "registry-only",
                Severity.Note,
                null,
                null,
                $"port {port} is all that is guarded: NFS, NIS and whatever else is registered there keep answering on ports of their own, which a scan finds without asking",
                "give those services fixed ports, and guard those too"
            );
        }
    }

    private static IEnumerable<ValueRange> GuardedBy(
        IEnumerable<LintedFilter> filters,
        EquatableArray<ValueRange> named
    ) =>
        from filter in filters
        from transport in new[] { Transport.Tcp, Transport.Udp }
        from range in new PortsOfRules(filter, transport, named).Guarded.Values(
            PacketField.DestinationPort
        )
        select range;
}
