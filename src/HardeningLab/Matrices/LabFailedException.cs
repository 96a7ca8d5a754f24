using Hardening;

namespace HardeningLab.Matrices;

/// <summary>The lab as a whole can't show anything (exit code 3).</summary>
public sealed class LabFailedException : HardeningException
{
    internal LabFailedException(string why)
        : base($"the lab failed: {why}") { }
}
