namespace Hardening.Hosts;

/// <summary>A host can't be spoken to.</summary>
public sealed class HostUnreachableException : HardeningException
{
    /// <param name="host">Its name.</param>
    /// <param name="why">The reason, and what mends it where that is known.</param>
    public HostUnreachableException(string host, string why)
        : base($"{host} can't be reached: {why}") { }
}
