namespace Hardening.Changes;

/// <summary>What a host has of ours.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Standing">In one word.</param>
/// <param name="InForce">The parts in which something of ours is.</param>
/// <param name="Drift">How the parts would have to change to be what was confirmed last; empty unless it has drifted.</param>
/// <param name="Message">Why it can't be told; null where it can.</param>
public sealed record HostStatus(
    string Host,
    HostStanding Standing,
    EquatableArray<PartName> InForce,
    EquatableArray<PartChange> Drift,
    string? Message = null
);

/// <summary>What a host has of ours, in one word.</summary>
public enum HostStanding
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>What was confirmed last.</summary>
    InForce,

    /// <summary>Something else than what was confirmed last.</summary>
    Drifted,

    /// <summary>A change that is taken back unless it is confirmed.</summary>
    Waiting,

    /// <summary>It can't be told.</summary>
    Unknown,
}
