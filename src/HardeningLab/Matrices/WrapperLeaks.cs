using Hardening.Analysis;
using HardeningLab.Probes;
using HardeningLab.Rpc;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>
/// What portmap still tells somebody whom the wrappers deny, where nothing else stands in front: rpcbind asks libwrap for
/// most procedures, but not for NULL, for versions that it does not have, and for INDIRECT.
/// </summary>
internal static class WrapperLeaks
{
    /// <summary>Lets an outsider try; null if nothing came back, or there is no outsider.</summary>
    /// <param name="sources">Portmap and who asks for it.</param>
    /// <param name="askAsync">Sends probes.</param>
    internal static async Task<Finding?> FindAsync(
        ServiceSources sources,
        Func<List<Probe>, Task<Observation[]>> askAsync
    )
    {
        var outsider = sources.Sources.FirstOrDefault(source => source.Role == Role.Outsider);
        if (sources.Service.Service.RpcProgram != PortmapCalls.Program || outsider is null)
        {
            return null;
        }
        var leaks = ProbePlan.Leaks(sources, outsider).ToList();
        var replies = await askAsync(leaks).ConfigureAwait(false);
        var given = leaks
            .Zip(replies)
            .Where(leak => leak.Second.Verdict == Verdict.Allowed)
            .Select(leak => $"{leak.First.Endpoint.Transport.Text()} {leak.Second.Reply}")
            .ToList();
        return given.Count == 0
            ? null
            : new Finding(
                "wrappers-disclose",
                Severity.Warning,
                null,
                null,
                $"the wrappers alone still tell {outsider.Address}, whom they deny: {string.Join("; ", given)}",
                "put a firewall in front: add iptables or nftables to the policy's `with`"
            );
    }
}
