using Hardening.Addresses;

namespace Hardening.Tests.Protections;

/// <summary>As much of a packet as the rules ask about.</summary>
internal sealed record Packet(Address Source, string Transport, int Port, bool OverLoopback)
{
    /// <summary>Whether the host passes it on to somebody else; the port is the one that it had when it came.</summary>
    public bool IsPassedOn { get; init; }
}
