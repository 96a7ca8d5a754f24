using Hardening;

namespace HardeningLab.Engines.Agents;

/// <summary>No agent listens in the target (exit code 3).</summary>
public sealed class LabAgentMissingException : HardeningException
{
    internal LabAgentMissingException(string path, string why)
        : base($"no agent listens on {path}: {why}; see the log of the target's container") { }
}
