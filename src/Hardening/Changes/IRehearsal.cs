namespace Hardening.Changes;

/// <summary>Where a change is tried out before a host is touched.</summary>
public interface IRehearsal
{
    /// <summary>Puts a host's rules in force somewhere else, makes the change there, and looks whether the policy holds then.</summary>
    /// <param name="rules">What the host has now.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<RehearsalOutcome> RehearseAsync(HostRules rules, CancellationToken cancellation);
}

/// <summary>What a rehearsal showed.</summary>
/// <param name="Faults">What does not hold, a line each; where there is one the host is not touched.</param>
/// <param name="Notes">What could not be rehearsed, and why, a line each.</param>
public sealed record RehearsalOutcome(EquatableArray<string> Faults, EquatableArray<string> Notes);
