using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Engines;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>Asks every question in a lab whose rules are in force and observed, and says what is to be believed.</summary>
/// <param name="asking">The lab.</param>
/// <param name="topology">Who is in it.</param>
/// <param name="policy">The policy that is to hold.</param>
/// <param name="enforcement">What enforces it.</param>
/// <param name="questions">What to ask.</param>
/// <param name="clock">Notes the stages.</param>
internal sealed class Questioning(
    Asking asking,
    Topology topology,
    Policy policy,
    Enforcement enforcement,
    List<Question> questions,
    StageClock clock
)
{
    private readonly List<Finding> findings = [];

    /// <summary>What the answers gave away besides.</summary>
    internal IReadOnlyList<Finding> Findings => findings;

    /// <param name="names">Finds the rules that decided.</param>
    /// <param name="baseline">What was observed before the rules, for each question; null where nobody asked then.</param>
    /// <param name="rules">Somebody else's rulesets, on which the answers may throw a light.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    internal async Task<EquatableArray<Cell>> RunAsync(
        RuleNames names,
        Observation[]? baseline,
        EquatableArray<RulesetFile> rules,
        CancellationToken cancellation
    )
    {
        var probes = questions.Select(question => question.Probe).ToList();
        var observed = await asking.AskAsync(probes, "rules", cancellation).ConfigureAwait(false);
        clock.End("rules", probes.Count);
        var fault = await ControlAsync(probes, observed, cancellation).ConfigureAwait(false);
        await LookForLeaksAsync(cancellation).ConfigureAwait(false);
        clock.End("control");

        var maker = new CellMaker(policy, enforcement, names);
        var cells = new List<Cell>(probes.Count);
        for (var index = 0; index < probes.Count; index++)
        {
            var observation = CellMaker.Believe(observed[index], baseline?[index], fault);
            cells.Add(
                await maker
                    .MakeAsync(questions[index], observation, cancellation)
                    .ConfigureAwait(false)
            );
        }
        findings.AddRange(
            WrapperRemarks.Of(rules, policy.Services.Select(protects => protects.Service), cells)
        );
        findings.AddRange(NotAsked());
        clock.End("names");
        return cells.ToEquatableArray();
    }

    private IEnumerable<Finding> NotAsked() =>
        from protects in policy.Services
        let service = protects.Service
        where enforcement is { HasFirewall: true, HasWrappers: true }
        where !service.IsRpc && service.WrapperNames.Count > 0
        select new Finding(
            "wrappers-not-asked",
            Severity.Note,
            null,
            null,
            $"the lab plays {service.Name} by a listener that does not ask the wrappers, so only the firewall's part of it is shown",
            null
        );

    /// <summary>Asks once more what was answered before: if that is silent now, no silence before it proves anything.</summary>
    /// <returns>Why nothing negative may be believed; null if all is well.</returns>
    private async Task<string?> ControlAsync(
        List<Probe> probes,
        Observation[] observed,
        CancellationToken cancellation
    )
    {
        var control = Enumerable
            .Range(0, probes.Count)
            .FirstOrDefault(
                index =>
                    observed[index].Verdict is Verdict.Allowed or Verdict.Denied
                    && probes[index].Source.Port is null,
                -1
            );
        if (control >= 0)
        {
            var again = (
                await asking
                    .AskAsync([probes[control]], stage: null, cancellation)
                    .ConfigureAwait(false)
            )[0];
            if (again.Verdict != observed[control].Verdict)
            {
                return await asking.Lab.FindFaultAsync(cancellation).ConfigureAwait(false)
                    ?? $"the control probe {questions[control].Name} was {observed[control].Verdict.Text()} at first and {again.Verdict.Text()} at the end";
            }
        }
        return await asking.Lab.FindFaultAsync(cancellation).ConfigureAwait(false);
    }

    private async Task LookForLeaksAsync(CancellationToken cancellation)
    {
        if (enforcement is not { HasFirewall: false, HasWrappers: true })
        {
            return;
        }
        foreach (var sources in topology.Services)
        {
            var leak = await WrapperLeaks
                .FindAsync(sources, probes => asking.AskAsync(probes, stage: null, cancellation))
                .ConfigureAwait(false);
            findings.AddRange(leak is null ? [] : [leak]);
        }
    }
}
