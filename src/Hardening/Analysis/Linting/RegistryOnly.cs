using Hardening.Policies;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that hide the registry, and none of the services that it tells of.</summary>
internal static class RegistryOnly
{
    internal static IEnumerable<Finding> Find(IReadOnlyList<LintedFilter> filters)
    {
        var named = filters
            .SelectMany(filter =>
                Ports.Named(filter.Filter).Where(endpoint => Ports.Of(filter, endpoint).IsGuarded)
            )
            .Select(endpoint => endpoint.Port)
            .Distinct()
            .ToList();
        var port = Catalogue.Portmap.Endpoints[0].Port;
        if (named is [var only] && only == port)
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
}
