using Hardening.Addresses;

namespace HardeningLab.Topologies;

/// <summary>An address that asks, and the address that it asks.</summary>
/// <param name="Address">The source address.</param>
/// <param name="Role">Why it was chosen.</param>
/// <param name="Destination">The target's address.</param>
/// <param name="Via">The target's interface that its packets arrive on; <c>lo</c> if the target asks itself.</param>
public sealed record Source(Address Address, Role Role, Address Destination, string Via)
{
    /// <summary>The interface that carries what a host says to itself.</summary>
    public const string Loopback = "lo";

    /// <summary>Whether the target asks itself.</summary>
    public bool IsLocal => Via == Loopback;
}
