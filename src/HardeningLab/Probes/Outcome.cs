namespace HardeningLab.Probes;

/// <summary>Where a flight stands.</summary>
internal abstract record Outcome
{
    private Outcome() { }

    /// <summary>Not decided yet.</summary>
    internal sealed record Flying : Outcome
    {
        internal static Flying Instance { get; } = new();
    }

    /// <summary>It got lost, or something that would have told was lost: it has to be sent again.</summary>
    internal sealed record Lost : Outcome
    {
        internal static Lost Instance { get; } = new();
    }

    /// <summary>Decided.</summary>
    internal sealed record Landed(Observation Observation) : Outcome;
}
