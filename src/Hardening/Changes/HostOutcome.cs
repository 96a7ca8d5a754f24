namespace Hardening.Changes;

/// <summary>What came of a change of one host.</summary>
/// <param name="Host">Its name.</param>
/// <param name="State">In one word.</param>
/// <param name="Changes">What was changed, or under a check would be.</param>
/// <param name="Message">What went wrong, or what to do next; null if there is nothing to say.</param>
public sealed record HostOutcome(
    string Host,
    HostState State,
    EquatableArray<PartChange> Changes,
    string? Message = null
)
{
    /// <summary>Whether it was not touched because the change would not have done what it is for, or harm.</summary>
    public bool IsRefused { get; init; }

    /// <summary>What to know besides, a line each.</summary>
    public EquatableArray<string> Notes { get; init; } = [];
}

/// <summary>What came of a host, in one word.</summary>
public enum HostState
{
    /// <summary>It was as it should be.</summary>
    Ok,

    /// <summary>It was changed, or under a check would be.</summary>
    Changed,

    /// <summary>It could not be changed, and is as before.</summary>
    Failed,

    /// <summary>It could not be spoken to.</summary>
    Unreachable,

    /// <summary>It was changed, and is as before again.</summary>
    RolledBack,
}
