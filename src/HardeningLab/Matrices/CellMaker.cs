using Hardening;
using Hardening.Policies;
using HardeningLab.Engines;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>Puts what was observed beside what is expected.</summary>
/// <param name="request">What is to be proved.</param>
/// <param name="inForce">The protections of this round.</param>
/// <param name="names">Finds the rules that decided.</param>
internal sealed class CellMaker(
    ProofRequest request,
    EquatableArray<ProtectionName> inForce,
    RuleNames names
)
{
    /// <summary>What the round as a whole says of one observation.</summary>
    /// <param name="observed">With the rules in force.</param>
    /// <param name="baseline">Before the rules, where everybody must be allowed.</param>
    /// <param name="fault">Why nothing negative may be believed; null if all is well.</param>
    internal static Observation Believe(Observation observed, Observation baseline, string? fault)
    {
        if (baseline.Verdict != Verdict.Allowed)
        {
            return observed with
            {
                Verdict = Verdict.Error,
                Summary =
                    $"already before the rules it was {baseline.Verdict.Text()}: {baseline.Summary}",
            };
        }
        return fault is not null && observed.Verdict is not (Verdict.Allowed or Verdict.Error)
            ? observed with
            {
                Verdict = Verdict.Error,
                Summary = $"{fault}; before that: {observed.Summary}",
            }
            : observed;
    }

    internal async Task<Cell> MakeAsync(
        Question question,
        Observation observation,
        CancellationToken cancellation
    )
    {
        var probe = question.Probe;
        var isDecidedByRule = observation.Verdict is Verdict.Dropped or Verdict.Rejected;
        var rule =
            isDecidedByRule && observation.Rule is { } handle
                ? await names.FindAsync(handle, cancellation).ConfigureAwait(false)
                : null;
        return new Cell(
            probe.Source.Address.ToString(),
            probe.Source.Role,
            probe.Source.Destination.ToString(),
            probe.Source.Via,
            question.Sources.Service.Service.Name,
            probe.Endpoint.Transport,
            probe.Source.Address.Family,
            (int?)probe.Call?.Version,
            question.Procedure,
            ExpectedOf(question.Sources.Service, probe.Source),
            observation.Verdict,
            observation.Elapsed.TotalMilliseconds,
            new Evidence(
                observation.Summary,
                observation.Reply,
                observation.Arrived,
                observation.Delivered,
                rule,
                observation.Attempts
            )
        );
    }

    private Verdict ExpectedOf(ProtectedService service, Source source) =>
        request.IsOurs
            ? Expectation.Expected(request.Policy, service, source.Address, source.IsLocal, inForce)
            : Expectation.ExpectedOfRules(
                request.Policy,
                service,
                source.Address,
                source.IsLocal,
                request.HasFirewall(inForce),
                request.HasWrappers(inForce)
            );
}
