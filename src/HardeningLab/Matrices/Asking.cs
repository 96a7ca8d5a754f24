using HardeningLab.Engines;
using HardeningLab.Probes;

namespace HardeningLab.Matrices;

/// <summary>Sends probes in a lab and tells how far they have come.</summary>
/// <param name="lab">Where.</param>
/// <param name="progress">Told often, on a thread of the lab; null for nobody.</param>
internal sealed class Asking(ILab lab, IProgress<ProofProgress>? progress)
{
    internal ILab Lab => lab;

    /// <param name="probes">What to ask.</param>
    /// <param name="stage">What the progress calls it; null for what is over at once.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    internal Task<Observation[]> AskAsync(
        IReadOnlyList<Probe> probes,
        string? stage,
        CancellationToken cancellation
    ) =>
        lab.AskAsync(
            probes,
            stage is null
                ? null
                : landed => progress?.Report(new ProofProgress(stage, landed, probes.Count)),
            cancellation
        );
}
