using Hardening;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Policies;
using Hardening.Protections;
using HardeningLab.Engines;
using HardeningLab.Probes;
using HardeningLab.Rpc;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>One round in one lab: every question before the rules, and again with them in force.</summary>
internal sealed class ProofRound
{
    /// <summary>What an ordinary user's socket buffer takes in one nftables transaction.</summary>
    private const int MaxElements = 1000;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(10);

    private readonly ILab lab;
    private readonly Topology topology;
    private readonly ProofRequest request;
    private readonly EquatableArray<ProtectionName> inForce;
    private readonly List<Question> questions;
    private readonly StageClock clock;
    private readonly IProgress<ProofProgress>? progress;
    private readonly List<Finding> findings = [];
    private readonly RuleBooks books = new();
    private readonly RulesetLoader nft;
    private readonly RulesetLoader legacy;

    internal ProofRound(
        ILab lab,
        Topology topology,
        ProofRequest request,
        EquatableArray<ProtectionName> inForce,
        List<Question> questions,
        StageClock clock,
        IProgress<ProofProgress>? progress
    )
    {
        this.clock = clock;
        this.progress = progress;
        this.lab = lab;
        this.topology = topology;
        this.request = request;
        this.inForce = inForce;
        this.questions = questions;
        nft = new RulesetLoader(lab, books, isLegacy: false);
        legacy = new RulesetLoader(lab, books, isLegacy: true);
    }

    internal IReadOnlyList<Finding> Findings => findings;

    private bool HasLegacy => inForce.Contains(ProtectionName.IptablesLegacy);

    internal async Task<EquatableArray<Cell>> RunAsync(CancellationToken cancellation)
    {
        var probes = questions.Select(question => question.Probe).ToList();
        await WaitForRpcbindAsync(cancellation).ConfigureAwait(false);
        clock.End("portmap");

        var baseline = await AskAsync(probes, "baseline", cancellation).ConfigureAwait(false);
        clock.End("baseline", probes.Count);
        await LoadAsync(cancellation).ConfigureAwait(false);
        await lab.ObserveAsync(HasLegacy, cancellation).ConfigureAwait(false);
        clock.End("load");
        var observed = await AskAsync(probes, "rules", cancellation).ConfigureAwait(false);
        clock.End("rules", probes.Count);
        var fault = await ControlAsync(probes, observed, cancellation).ConfigureAwait(false);
        await LookForLeaksAsync(cancellation).ConfigureAwait(false);
        clock.End("control");

        var maker = new CellMaker(request, inForce, new RuleNames(lab, books, request.IsOurs));
        var cells = new List<Cell>(probes.Count);
        for (var index = 0; index < probes.Count; index++)
        {
            var observation = CellMaker.Believe(observed[index], baseline[index], fault);
            cells.Add(
                await maker
                    .MakeAsync(questions[index], observation, cancellation)
                    .ConfigureAwait(false)
            );
        }
        findings.AddRange(
            WrapperRemarks.Of(
                request.Rules,
                request.Policy.Services.Select(protects => protects.Service),
                cells
            )
        );
        clock.End("names");
        return cells.ToEquatableArray();
    }

    private Task<Observation[]> AskAsync(
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

    /// <summary>Asks until portmap answers over both transports and families.</summary>
    private async Task WaitForRpcbindAsync(CancellationToken cancellation)
    {
        if (!topology.Plan.NeedsPortmap)
        {
            return;
        }
        var probes = (
            from loopback in (string[])["127.0.0.1", "::1"]
            let address = Address.Parse(loopback)
            let source = new Source(address, Role.Loopback, address, Source.Loopback)
            from endpoint in Catalogue.Portmap.Endpoints
            select new Probe(
                source,
                endpoint,
                PortmapCalls.Null(address.Family == IpFamily.IPv4 ? 2u : 4u)
            )
        ).ToList();
        using var deadline = new CancellationTokenSource(StartDeadline);
        while (true)
        {
            var answers = await AskAsync(probes, stage: null, cancellation).ConfigureAwait(false);
            if (answers.All(answer => answer.Verdict == Verdict.Allowed))
            {
                return;
            }
            if (await lab.FindFaultAsync(cancellation).ConfigureAwait(false) is { } death)
            {
                throw new LabFailedException(death);
            }
            if (deadline.IsCancellationRequested)
            {
                var silent = answers.First(answer => answer.Verdict != Verdict.Allowed);
                throw new LabFailedException(
                    $"rpcbind did not answer within {StartDeadline.TotalSeconds} s: {silent.Summary}"
                );
            }
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellation).ConfigureAwait(false);
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (var file in request.Rules)
        {
            var loader = HasLegacy ? legacy : nft;
            await loader.LoadAsync(file, isOurs: false, cancellation).ConfigureAwait(false);
        }
        foreach (var protection in request.IsOurs ? inForce : [])
        {
            var loader = protection == ProtectionName.IptablesLegacy ? legacy : nft;
            foreach (var file in Protection.Rulesets(request.Policy, protection, MaxElements))
            {
                await loader.LoadAsync(file, isOurs: true, cancellation).ConfigureAwait(false);
            }
        }
        findings.AddRange([.. nft.Findings, .. legacy.Findings]);
    }

    /// <summary>Asks once more what was answered before: if that is silent now, no silence before it proves anything.</summary>
    /// <returns>Why nothing negative may be believed; null if all is well.</returns>
    private async Task<string?> ControlAsync(
        List<Probe> probes,
        Observation[] observed,
        CancellationToken cancellation
    )
    {
        var control = Array.FindIndex(
            observed,
            one => one.Verdict is Verdict.Allowed or Verdict.Denied
        );
        if (control >= 0)
        {
            var again = (
                await AskAsync([probes[control]], stage: null, cancellation).ConfigureAwait(false)
            )[0];
            if (again.Verdict != observed[control].Verdict)
            {
                return await lab.FindFaultAsync(cancellation).ConfigureAwait(false)
                    ?? $"the control probe {questions[control].Name} was {observed[control].Verdict.Text()} at first and {again.Verdict.Text()} at the end";
            }
        }
        return await lab.FindFaultAsync(cancellation).ConfigureAwait(false);
    }

    private async Task LookForLeaksAsync(CancellationToken cancellation)
    {
        if (request.HasFirewall(inForce) || !request.HasWrappers(inForce))
        {
            return;
        }
        foreach (var sources in topology.Services)
        {
            var leak = await WrapperLeaks
                .FindAsync(sources, probes => AskAsync(probes, stage: null, cancellation))
                .ConfigureAwait(false);
            findings.AddRange(leak is null ? [] : [leak]);
        }
    }
}
