namespace Hardening.Analysis;

/// <summary>How bad a finding is. Only an error changes the exit code.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Likely not meant, but no policy is violated by it.</summary>
    Warning,

    /// <summary>It violates the policy, or it can't be put in force as written.</summary>
    Error,
}
