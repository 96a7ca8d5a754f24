using HardeningLab.Engines;
using HardeningLab.Engines.Kept;

namespace HardeningLab.Matrices;

/// <summary>What is expected to enforce the policy in a kept lab: what its card says was put in force.</summary>
internal static class KeptEnforcement
{
    /// <summary>
    /// In a bare lab the policy is to hold all the same, by whatever people have put in force: whether the wrappers are part
    /// of that, their files tell.
    /// </summary>
    internal static async Task<Enforcement> OfAsync(
        ILab lab,
        LabCard card,
        CancellationToken cancellation
    )
    {
        if (!card.IsBare)
        {
            return card.Rules.Count > 0
                ? Enforcement.By(card.Rules)
                : Enforcement.By(card.Protections);
        }
        var files = await lab.RunAsync(
                ["cat", "/etc/hosts.allow", "/etc/hosts.deny"],
                string.Empty,
                cancellation
            )
            .ConfigureAwait(false);
        return new Enforcement.OthersRules(
            WithFirewall: true,
            WithWrappers: files.Output.AsSpan().Trim().Length > 0
        );
    }
}
