namespace Hardening.Hosts;

/// <summary>A host can't be spoken to.</summary>
public sealed class HostUnreachableException : HardeningException
{
    internal HostUnreachableException(string host, string why)
        : base($"{host} can't be reached: {why}") { }
}
