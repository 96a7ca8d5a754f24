using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using HardeningLab.Engines;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>One round in one lab: every question before the rules, and again with them in force.</summary>
/// <param name="asking">The lab, which nobody has changed yet.</param>
/// <param name="topology">Who is in it.</param>
/// <param name="request">What to prove.</param>
/// <param name="inForce">The protections of this round.</param>
/// <param name="questions">What to ask.</param>
/// <param name="clock">Notes the stages.</param>
internal sealed class ProofRound(
    Asking asking,
    Topology topology,
    ProofRequest request,
    EquatableArray<ProtectionName> inForce,
    List<Question> questions,
    StageClock clock
)
{
    private readonly List<Finding> findings = [];

    internal IReadOnlyList<Finding> Findings => findings;

    internal async Task<EquatableArray<Cell>> RunAsync(CancellationToken cancellation)
    {
        var probes = questions.Select(question => question.Probe).ToList();
        await PortmapStart.WaitAsync(asking, topology.Plan, cancellation).ConfigureAwait(false);
        clock.End("portmap");
        var baseline = await asking
            .AskAsync(probes, "baseline", cancellation)
            .ConfigureAwait(false);
        clock.End("baseline", probes.Count);
        var rules = new RulesInForce(asking.Lab);
        await rules
            .LoadAsync(request.Policy, inForce, request.Rules, cancellation)
            .ConfigureAwait(false);
        await asking
            .Lab.ObserveAsync(inForce.Contains(ProtectionName.IptablesLegacy), cancellation)
            .ConfigureAwait(false);
        clock.End("load");
        var questioning = new Questioning(
            asking,
            topology,
            request.Policy,
            request.IsOurs ? Enforcement.By(inForce) : Enforcement.By(request.Rules),
            questions,
            clock
        );
        var cells = await questioning
            .RunAsync(
                new RuleNames(asking.Lab, rules.Books, request.IsOurs),
                baseline,
                request.Rules,
                cancellation
            )
            .ConfigureAwait(false);
        findings.AddRange([.. rules.Findings, .. questioning.Findings]);
        return cells;
    }
}
