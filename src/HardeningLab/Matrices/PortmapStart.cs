using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Probes;
using HardeningLab.Rpc;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>Waits for the target's portmapper, which takes a moment to listen.</summary>
internal static class PortmapStart
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Asks until portmap answers over both transports and families.</summary>
    /// <exception cref="LabFailedException">It ended, or does not answer in time.</exception>
    internal static async Task WaitAsync(
        Asking asking,
        LabPlan plan,
        CancellationToken cancellation
    )
    {
        if (!plan.NeedsPortmap)
        {
            return;
        }
        var probes = Probes().ToList();
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var answers = await asking
                .AskAsync(probes, stage: null, cancellation)
                .ConfigureAwait(false);
            if (answers.All(answer => answer.Verdict == Verdict.Allowed))
            {
                return;
            }
            if (await asking.Lab.FindFaultAsync(cancellation).ConfigureAwait(false) is { } death)
            {
                throw new LabFailedException(death);
            }
            if (deadline.IsCancellationRequested)
            {
                var silent = answers.First(answer => answer.Verdict != Verdict.Allowed);
                throw new LabFailedException(
                    $"rpcbind did not answer within {Deadline.TotalSeconds} s: {silent.Summary}"
                );
            }
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellation).ConfigureAwait(false);
        }
    }

    private static IEnumerable<Probe> Probes() =>
        from loopback in (string[])["127.0.0.1", "::1"]
        let address = Address.Parse(loopback)
        let source = new Source(address, Role.Loopback, address, Source.Loopback)
        from endpoint in Catalogue.Portmap.Endpoints
        select new Probe(
            source,
            endpoint,
            PortmapCalls.Null(address.Family == IpFamily.IPv4 ? 2u : 4u)
        );
}
