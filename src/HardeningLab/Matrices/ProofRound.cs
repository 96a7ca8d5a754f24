using Hardening;
using Hardening.Analysis;
using Hardening.Changes;
using Hardening.Policies;
using HardeningLab.Engines;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>One round in one lab: every question before the rules, and again with them in force.</summary>
/// <param name="asking">The lab, which nobody has changed yet.</param>
/// <param name="topology">Who is in it.</param>
/// <param name="request">What to prove.</param>
/// <param name="analysis">What was made of the rules of the last round.</param>
/// <param name="inForce">The protections of this round.</param>
/// <param name="questions">What to ask.</param>
/// <param name="clock">Notes the stages.</param>
internal sealed class ProofRound(
    Asking asking,
    Topology topology,
    ProofRequest request,
    RuleAnalysis analysis,
    EquatableArray<ProtectionName> inForce,
    List<Question> questions,
    StageClock clock
)
{
    private readonly List<Finding> findings = [];

    internal IReadOnlyList<Finding> Findings => findings;

    internal async Task<EquatableArray<Cell>> RunAsync(CancellationToken cancellation)
    {
        // A connection that conntrack knows from before the rules would come through as such: who asks from a port of his choice does so once.
        var probes = questions
            .Select(question =>
                question.Probe with
                {
                    Source = question.Probe.Source with { Port = null },
                }
            )
            .ToList();
        await PortmapStart.WaitAsync(asking, topology.Plan, cancellation).ConfigureAwait(false);
        clock.End("portmap");
        var baseline = await asking
            .AskAsync(probes, "baseline", cancellation)
            .ConfigureAwait(false);
        clock.End("baseline", probes.Count);
        var rules = new RulesInForce(asking.Lab);
        if (request.Host is { } host)
        {
            await LoadAsync(host, rules, cancellation).ConfigureAwait(false);
        }
        else
        {
            await rules
                .LoadAsync(request.Policy, inForce, request.Rules, cancellation)
                .ConfigureAwait(false);
            findings.AddRange(rules.Findings);
        }
        await asking
            .Lab.ObserveAsync(request.IsLegacy(inForce), cancellation)
            .ConfigureAwait(false);
        clock.End("load");
        var questioning = new Questioning(
            asking,
            topology,
            request.Policy,
            Enforcement.Of(request, inForce),
            questions,
            clock
        );
        var cells = await questioning
            .RunAsync(
                new RuleNames(asking.Lab, rules.Books, request.IsOurs),
                baseline,
                request.IsRehearsal ? [] : request.Host?.Files ?? request.Rules,
                cancellation
            )
            .ConfigureAwait(false);
        findings.AddRange(questioning.Findings);
        // What a tool refused, or a host's own state adds, the analysis does not know of.
        if (request.Host is null && !rules.Findings.Any())
        {
            var (disagreements, compared) = Agreement.Of(
                rules.Loaded,
                request.Policy.Services.Select(protects => protects.Service),
                cells,
                analysis
            );
            findings.AddRange(disagreements);
            clock.End("agreement", compared);
        }
        return cells;
    }

    /// <summary>What the lab's tools do not take of a host's rules is no fault of the policy: the lab shows less, and says so.</summary>
    private async Task LoadAsync(HostRules host, RulesInForce rules, CancellationToken cancellation)
    {
        await rules.LoadAsync(host.WithoutPassingOn(), cancellation).ConfigureAwait(false);
        findings.AddRange(
            rules.Findings.Select(refused =>
                refused with
                {
                    Id = "not-in-the-lab",
                    Severity = Severity.Warning,
                    Message = $"the lab could not load it: {refused.Message}",
                    Fix = null,
                }
            )
        );
        if (host.Interfaces.ToList() is { Count: > 0 } interfaces)
        {
            findings.Add(
                new Finding(
                    "names-interfaces",
                    Severity.Warning,
                    null,
                    null,
                    $"rules of the host name {string.Join(", ", interfaces)}: no packet of the lab comes in there, so what those rules do is not shown",
                    null
                )
            );
        }
        findings.AddRange(
            host.PassingOn.Select(rule => new Finding(
                "passes-on",
                Severity.Warning,
                null,
                null,
                $"the host passes packets on by {rule}: the lab has nobody there, and shows what would be without this rule",
                null
            ))
        );
        if (!request.IsRehearsal)
        {
            return;
        }
        findings.AddRange(WrapperRemarks.OfFiles(host.Files));
        if (request.Policy.Portmap?.Listen is not null)
        {
            findings.Add(
                new Finding(
                    "listen-not-in-the-lab",
                    Severity.Warning,
                    null,
                    null,
                    "the lab has no systemd: where portmap is to listen was not tried out",
                    null
                )
            );
        }
        var target = new LabTarget(asking.Lab);
        await using (target.ConfigureAwait(false))
        {
            var outcome = await HostChange
                .ApplyAsync(WithoutListen(request.Policy), target, new ApplyOptions(), cancellation)
                .ConfigureAwait(false);
            if (outcome.State is not (HostState.Ok or HostState.Changed))
            {
                findings.Add(
                    new Finding(
                        "not-applied",
                        Severity.Error,
                        null,
                        null,
                        outcome.Message ?? "the change was not made",
                        null
                    )
                );
            }
        }
    }

    private static Policy WithoutListen(Policy policy) =>
        policy with
        {
            Services = [.. policy.Services.Select(one => one with { Listen = null })],
        };
}
