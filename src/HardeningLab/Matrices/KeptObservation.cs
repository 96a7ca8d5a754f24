using HardeningLab.Engines;

namespace HardeningLab.Matrices;

/// <summary>A while in which a kept lab is observed; after it the lab is as it was.</summary>
internal static class KeptObservation
{
    /// <param name="lab">The lab.</param>
    /// <param name="work">What is done meanwhile; it gets the names of the rules that the kernel lists.</param>
    /// <param name="cancellation">Gives up before the work.</param>
    internal static async Task<T> DuringAsync<T>(
        ILab lab,
        Func<RuleNames, Task<T>> work,
        CancellationToken cancellation
    )
    {
        // Nobody knows what people have loaded since, so legacy tables are watched too.
        await lab.ObserveAsync(withLegacy: true, cancellation).ConfigureAwait(false);
        try
        {
            return await work(new RuleNames(lab, new RuleBooks(), isOurs: false))
                .ConfigureAwait(false);
        }
        finally
        {
            await lab.StopObservingAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
