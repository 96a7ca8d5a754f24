using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Engines;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>Makes a new lab ready for people: its services answer everybody, and what is to be in force is.</summary>
public static class LabPreparation
{
    /// <summary>Waits for the services, asks the baseline, and loads the rules.</summary>
    /// <param name="lab">The lab, which nobody has changed yet.</param>
    /// <param name="policy">The policy that it was made for.</param>
    /// <param name="topology">Who is in it.</param>
    /// <param name="protections">What to put in force; beside rules, only whether iptables means iptables-legacy.</param>
    /// <param name="rules">Somebody else's rules to put in force instead.</param>
    /// <param name="progress">Told often; null for nobody.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What the tools refused.</returns>
    /// <exception cref="LabFailedException">Somebody is not answered, though nothing is in force.</exception>
    public static async Task<EquatableArray<Finding>> PrepareAsync(
        ILab lab,
        Policy policy,
        Topology topology,
        EquatableArray<ProtectionName> protections,
        EquatableArray<RulesetFile> rules,
        IProgress<ProofProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(topology);
        var asking = new Asking(lab, progress);
        await PortmapStart.WaitAsync(asking, topology.Plan, cancellation).ConfigureAwait(false);
        await AskBaselineAsync(asking, topology, cancellation).ConfigureAwait(false);
        var inForce = new RulesInForce(lab);
        await inForce.LoadAsync(policy, protections, rules, cancellation).ConfigureAwait(false);
        return inForce.Findings.ToEquatableArray();
    }

    private static async Task AskBaselineAsync(
        Asking asking,
        Topology topology,
        CancellationToken cancellation
    )
    {
        var questions = QuestionList.For(topology, isExhaustive: false, CellFilter.Everything);
        var baseline = await asking
            .AskAsync([.. questions.Select(question => question.Probe)], "baseline", cancellation)
            .ConfigureAwait(false);
        var silent = Array.FindIndex(baseline, one => one.Verdict != Verdict.Allowed);
        if (silent >= 0)
        {
            throw new LabFailedException(
                $"already before the rules {questions[silent].Name} was {baseline[silent].Verdict.Text()}: {baseline[silent].Summary}"
            );
        }
    }
}
