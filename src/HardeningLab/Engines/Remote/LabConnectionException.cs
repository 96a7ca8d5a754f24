using Hardening;

namespace HardeningLab.Engines.Remote;

/// <summary>The process that holds the lab is gone, or can't be understood (exit code 3).</summary>
public sealed class LabConnectionException : HardeningException
{
    internal LabConnectionException(string what)
        : base($"the process that holds the lab: {what}") { }
}
