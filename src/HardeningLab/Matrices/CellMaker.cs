using Hardening.Policies;
using HardeningLab.Engines;
using HardeningLab.Probes;

namespace HardeningLab.Matrices;

/// <summary>Puts what was observed beside what is expected.</summary>
/// <param name="policy">The policy that is to hold.</param>
/// <param name="enforcement">What enforces it.</param>
/// <param name="names">Finds the rules that decided.</param>
internal sealed class CellMaker(Policy policy, Enforcement enforcement, RuleNames names)
{
    /// <summary>What the round as a whole says of one observation.</summary>
    /// <param name="observed">With the rules in force.</param>
    /// <param name="baseline">Before the rules, where everybody must be allowed; null where nobody asked then.</param>
    /// <param name="fault">Why nothing negative may be believed; null if all is well.</param>
    internal static Observation Believe(Observation observed, Observation? baseline, string? fault)
    {
        if (baseline is not null and not { Verdict: Verdict.Allowed })
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
            probe.Endpoint.Port,
            probe.Source.Address.Family,
            (int?)probe.Call?.Version,
            question.Procedure,
            enforcement.Expected(policy, question.Sources.Service, probe.Source),
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
        )
        {
            SourcePort = probe.Source.Port,
        };
    }
}
