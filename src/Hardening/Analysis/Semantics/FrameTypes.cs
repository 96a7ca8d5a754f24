using Hardening.Addresses;
using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>
/// What frames carry. Those with IPv6 have a space of their own, for their addresses are wide; all others share that of IPv4.
/// </summary>
internal static class FrameTypes
{
    internal const uint Ipv4 = 0x0800;
    internal const uint Arp = 0x0806;
    internal const uint Vlan = 0x8100;

    private const uint Ipv6 = 0x86dd;

    /// <summary>The frame carries this.</summary>
    /// <param name="family">Whose space.</param>
    /// <param name="type">The number (IANA, "IEEE 802 Numbers").</param>
    internal static Condition Is(IpFamily family, UInt128 type) =>
        type == Ipv6 == (family == IpFamily.IPv6)
            ? type == Ipv6
                ? Condition.Always
                : Condition.Is(PacketField.EtherType, type)
            : Condition.Never;

    /// <summary>The number is between two.</summary>
    internal static Condition Between(IpFamily family, UInt128 first, UInt128 last) =>
        family == IpFamily.IPv6
            ? first <= Ipv6 && Ipv6 <= last
                ? Condition.Always
                : Condition.Never
            : Condition.Between(PacketField.EtherType, first, last);
}
