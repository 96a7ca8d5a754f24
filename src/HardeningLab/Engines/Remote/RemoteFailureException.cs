using Hardening;

namespace HardeningLab.Engines.Remote;

/// <summary>The process that holds the lab could not do what it was asked for (exit code 3).</summary>
public sealed class RemoteFailureException : HardeningException
{
    internal RemoteFailureException(string message)
        : base(message) { }
}
