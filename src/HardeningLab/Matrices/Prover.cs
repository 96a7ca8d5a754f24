using Hardening;
using Hardening.Analysis;
using Hardening.Analysis.Proofs;
using Hardening.Policies;
using HardeningLab.Engines;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>Proves a policy with real packets in a lab: its hosts, a baseline, the rules, the matrix.</summary>
public sealed class Prover
{
    private readonly ProofRequest request;
    private readonly IProgress<ProofProgress>? progress;
    private readonly StageClock clock = new();
    private readonly RuleAnalysis analysis;
    private readonly Topology topology;
    private readonly List<Question> questions;

    private Prover(ProofRequest request, IProgress<ProofProgress>? progress)
    {
        this.progress = progress;
        this.request = request;
        analysis = RuleAnalysis.Of(request);
        clock.End("analysis");
        topology = AddedSources.To(
            TopologyPlan.For(request.Policy),
            analysis.Edges,
            analysis.Proof?.Witnesses ?? []
        );
        questions = QuestionList.For(topology, request.IsExhaustive, request.Only);
    }

    /// <summary>The analysis of every packet there could be, without a lab: no packet is sent, no privilege needed.</summary>
    /// <param name="request">What to prove; which cells to ask does not matter.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    /// <exception cref="AnalysisFailedException">The rules can't be followed.</exception>
    public static StaticProof ProveStatically(ProofRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var whole = RuleAnalysis.Whole(request);
        return new StaticProof(
            whole.Proof!.Services, // there wherever nothing was thrown
            [.. RefusedCommands.Find(request.Rules), .. whole.Findings]
        );
    }

    /// <summary>Makes the lab and proves the policy in it.</summary>
    /// <param name="engine">What makes the lab.</param>
    /// <param name="request">What to prove.</param>
    /// <param name="progress">Told often, on a thread of the lab; null for none.</param>
    /// <param name="cancellation">Ends the proof between two probes.</param>
    /// <exception cref="InputException">Something asked for can't be read, or selects nothing.</exception>
    /// <exception cref="HardeningException">The lab could not be made, or failed as a whole.</exception>
    public static async Task<Proof> ProveAsync(
        ILabEngine engine,
        ProofRequest request,
        IProgress<ProofProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(request);
        var prover = new Prover(request, progress);
        var findings = new List<Finding>(prover.analysis.Findings);
        var layers = new List<Layer>();
        var lab = await engine.StartAsync(prover.topology.Plan, cancellation).ConfigureAwait(false);
        await using (lab.ConfigureAwait(false))
        {
            prover.clock.End("lab");
            foreach (var inForce in request.Layers)
            {
                if (layers.Count > 0)
                {
                    await lab.ResetAsync(cancellation).ConfigureAwait(false);
                    prover.clock.End("reset");
                }
                layers.Add(
                    new Layer(
                        inForce,
                        await prover
                            .ProveAsync(lab, inForce, findings, cancellation)
                            .ConfigureAwait(false)
                    )
                );
            }
        }
        return new Proof(
            request.Policy.Name,
            engine.Name,
            request.Host is { } host
                    ? host.Files.Concat(host.Legacy).Select(file => file.Name).ToEquatableArray()
                : request.IsOurs
                    ? request.Protections.Select(name => name.Text()).ToEquatableArray()
                : request.Rules.Select(file => file.Name).ToEquatableArray(),
            prover.clock.Elapsed,
            layers[^1].Cells,
            findings.Distinct().ToEquatableArray(),
            request.IsEach ? layers.ToEquatableArray() : []
        )
        {
            Stages = prover.clock.Stages.ToEquatableArray(),
            Analysis = prover.analysis.Proof,
        };
    }

    private async Task<EquatableArray<Cell>> ProveAsync(
        ILab lab,
        EquatableArray<ProtectionName> inForce,
        List<Finding> findings,
        CancellationToken cancellation
    )
    {
        var round = new ProofRound(
            new Asking(lab, progress),
            topology,
            request,
            analysis,
            inForce,
            // What hangs on a port is what all of the rules do with it.
            inForce == request.Layers.Last()
                ? questions
                : [.. questions.Where(question => question.Probe.Source.Port is null)],
            clock
        );
        var cells = await round.RunAsync(cancellation).ConfigureAwait(false);
        findings.AddRange(round.Findings);
        return cells;
    }
}
