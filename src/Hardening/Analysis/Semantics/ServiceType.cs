using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>The byte of IPv4's type of service or of IPv6's traffic class: six bits and two (RFC 2474, RFC 3168).</summary>
internal static class ServiceType
{
    private const int EcnBits = 2;

    /// <summary>It has this value.</summary>
    internal static Condition Is(UInt128 value) =>
        new Condition.AllOf([
            Condition.Is(PacketField.Dscp, value >> EcnBits),
            Condition.Is(PacketField.Ecn, value & 3),
        ]);
}
