using Hardening.Addresses;

namespace Hardening.Tests.Protections;

/// <summary>As much of a packet as the rules ask about.</summary>
internal sealed record Packet(Address Source, string Transport, int Port, bool OverLoopback);
