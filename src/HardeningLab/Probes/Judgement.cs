namespace HardeningLab.Probes;

/// <summary>Turns what was seen of a flight into a verdict, or says that it can't be known yet.</summary>
/// <param name="isObserved">Whether deliveries are seen; without them nothing negative can be concluded.</param>
/// <param name="patience">How long a delivered probe may stay without a reply.</param>
internal sealed class Judgement(bool isObserved, TimeSpan patience)
{
    /// <summary>How often a probe that got lost is sent before that is an error.</summary>
    internal const int MaxAttempts = 4;

    /// <summary>How long a healthy lab takes at most to show a fence.</summary>
    private static readonly TimeSpan FenceDeadline = TimeSpan.FromSeconds(5);

    /// <param name="flight">The flight.</param>
    /// <param name="isFenced">Whether a later frame on its link proves that its first packet was decided.</param>
    /// <param name="targetFault">Why the target can't answer any more; null while it can.</param>
    internal Outcome Of(Flight flight, bool isFenced, Func<string?> targetFault)
    {
        if (flight.OtherSource is { } other)
        {
            return Landed(
                flight,
                Verdict.Error,
                $"the target saw it come from {other}, not from {flight.Probe.Source.Address}"
            );
        }
        if (flight.Answer is { } answer)
        {
            return Landed(flight, answer.Verdict, answer.Description);
        }
        if (!isFenced)
        {
            return flight.Age < FenceDeadline
                ? Outcome.Flying.Instance
                : Landed(
                    flight,
                    Verdict.Error,
                    $"the fence behind it never arrived at {flight.Link.Name}"
                );
        }
        if (flight.Refusal is { } refusal)
        {
            return OfRefused(flight, refusal, targetFault);
        }
        if (isObserved && !flight.Delivered)
        {
            return flight.IsDoubtful ? Again(flight, "a tap lost packets") : OfUndelivered(flight);
        }
        if (flight.Age < patience)
        {
            return Outcome.Flying.Instance;
        }
        return targetFault() is { } fault
            ? Landed(flight, Verdict.Error, fault)
            : Landed(
                flight,
                Verdict.Inconclusive,
                (isObserved, flight.Arrived) switch
                {
                    (true, _) => "delivered, but no reply came",
                    (_, true) => $"it arrived at {flight.Link.Name}, but no reply came",
                    _ => $"it never arrived at {flight.Link.Name}",
                }
            );
    }

    private Outcome OfRefused(Flight flight, string refusal, Func<string?> targetFault)
    {
        if (isObserved && !flight.Delivered)
        {
            return flight.IsDoubtful
                ? Again(flight, "a tap lost packets")
                : Landed(
                    flight,
                    Verdict.Rejected,
                    $"{refusal} came back, and it was not delivered"
                );
        }
        return targetFault() is { } fault
            ? Landed(flight, Verdict.Error, fault)
            : Landed(flight, Verdict.Closed, $"{refusal} after delivery: nobody listens");
    }

    private Outcome OfUndelivered(Flight flight) =>
        flight switch
        {
            { Arrived: true } => Landed(
                flight,
                Verdict.Dropped,
                $"arrived at {flight.Link.Name}, not delivered, no reply"
            ),
            // The target's own packet may end before it reaches the link.
            { Rule: not null } => Landed(
                flight,
                Verdict.Dropped,
                "ended on its way out of the target, no reply"
            ),
            _ => Again(flight, $"it never arrived at {flight.Link.Name}"),
        };

    private Outcome Again(Flight flight, string why) =>
        flight.Attempts < MaxAttempts
            ? Outcome.Lost.Instance
            : Landed(flight, Verdict.Error, $"{why}, {flight.Attempts} times in a row");

    private Outcome.Landed Landed(Flight flight, Verdict verdict, string summary) =>
        new(
            new Observation(
                verdict,
                summary,
                flight.Answer is { Verdict: not Verdict.Error } reply ? reply.Description : null,
                flight.Arrived,
                isObserved ? flight.Delivered : null,
                flight.Rule,
                flight.Attempts,
                flight.Age
            )
        );
}
