using Hardening.Analysis;
using Hardening.Policies;
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
        var service = sources.Service.Service;
        var questions = service
            .Endpoints.SelectMany(
                endpoint => Questions(endpoint.Transport),
                (endpoint, question) =>
                    (question.Asked, Probe: new Probe(outsider, endpoint, question.Call))
            )
            .ToList();
        var replies = await askAsync([.. questions.Select(question => question.Probe)])
            .ConfigureAwait(false);
        var given = questions
            .Zip(replies)
            .Where(leak => leak.Second.Verdict == Verdict.Allowed)
            .Select(leak =>
                $"{leak.First.Probe.Endpoint.Transport.Text()} {leak.First.Asked}: {leak.Second.Reply}"
            )
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

    /// <summary>INDIRECT is answered over UDP only.</summary>
    private static IEnumerable<(string Asked, RpcCall Call)> Questions(Transport transport)
    {
        yield return ("presence", PortmapCalls.Null(2));
        yield return ("an unknown version", PortmapCalls.WrongVersion());
        if (transport == Transport.Udp)
        {
            yield return (
                "portmap in an unknown version",
                PortmapCalls.Indirect(PortmapCalls.Program, 99, 0)
            );
            yield return ("portmap version 2", PortmapCalls.Indirect(PortmapCalls.Program, 2, 0));
            // NFS stands for whatever else might run: PROG_UNAVAIL says that it does not.
            yield return ("NFS", PortmapCalls.Indirect(100003, 3, 0));
        }
    }
}
