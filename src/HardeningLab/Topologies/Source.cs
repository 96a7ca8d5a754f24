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

    /// <summary>The port that it asks from, 1 to 65535; null for any that is free.</summary>
    public ushort? Port { get; init; }

    /// <summary>The address, with its port where that is told: <c>192.0.2.7</c>, <c>192.0.2.7:20</c>, <c>[2001:db8::7]:20</c>.</summary>
    public string Name => NameOf(Address.ToString(), Address.Family, Port);

    /// <summary>Whether the target asks itself.</summary>
    public bool IsLocal => Via == Loopback;

    /// <summary>An address with a port behind it, if there is one: in brackets over IPv6.</summary>
    internal static string NameOf(string address, IpFamily family, int? port) =>
        port is not { } known ? address
        : family == IpFamily.IPv4 ? FormattableString.Invariant($"{address}:{known}")
        : FormattableString.Invariant($"[{address}]:{known}");
}
