namespace Hardening.Changes;

/// <summary>How far the change of a host has come.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Step">What is being done now.</param>
public sealed record ChangeProgress(string Host, ChangeStep Step);

/// <summary>What a change does, one after the other.</summary>
public enum ChangeStep
{
    /// <summary>The host is looked at.</summary>
    Looking,

    /// <summary>The change is tried out somewhere else.</summary>
    Rehearsing,

    /// <summary>The switch is armed and the change made.</summary>
    Changing,

    /// <summary>A new way to the host is taken, and what is in force compared.</summary>
    Verifying,

    /// <summary>Others ask the host.</summary>
    Proving,

    /// <summary>The switch is disarmed.</summary>
    Confirming,
}
