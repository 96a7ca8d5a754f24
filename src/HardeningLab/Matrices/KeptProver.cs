using Hardening;
using HardeningLab.Engines;
using HardeningLab.Engines.Kept;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>
/// Proves the policy of a kept lab by whatever is in force there now, which people may have changed since: so there is no
/// baseline, and rules are named as the kernel lists them.
/// </summary>
public static class KeptProver
{
    /// <summary>Asks every question, and leaves the lab as it was.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="card">What was put in force there: that decides what is expected.</param>
    /// <param name="isExhaustive">Whether every source asks every version and procedure.</param>
    /// <param name="only">Which cells to ask.</param>
    /// <param name="progress">Told often; null for nobody.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    /// <exception cref="InputException">No cell is selected.</exception>
    /// <exception cref="HardeningException">The lab failed as a whole.</exception>
    public static async Task<Proof> ProveAsync(
        ILab lab,
        LabCard card,
        bool isExhaustive,
        CellFilter only,
        IProgress<ProofProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(only);
        var clock = new StageClock();
        var policy = card.ReadPolicy();
        var topology = TopologyPlan.For(policy);
        var questioning = new Questioning(
            new Asking(lab, progress),
            topology,
            policy,
            await KeptEnforcement.OfAsync(lab, card, cancellation).ConfigureAwait(false),
            QuestionList.For(topology, isExhaustive, only),
            clock
        );
        var cells = await KeptObservation
            .DuringAsync(
                lab,
                names =>
                {
                    clock.End("load");
                    return questioning.RunAsync(names, baseline: null, card.Rules, cancellation);
                },
                cancellation
            )
            .ConfigureAwait(false);
        return new Proof(
            policy.Name,
            card.Engine,
            card.InForce.ToEquatableArray(),
            clock.Elapsed,
            cells,
            questioning.Findings.Distinct().ToEquatableArray(),
            []
        )
        {
            Stages = clock.Stages.ToEquatableArray(),
        };
    }
}
