using Hardening.Addresses;
using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>
/// What frames carry. Those with IPv6 have a space of their own, for their addresses are wide; all others share that of IPv4, where IPv6's number
/// stands for the one below it.
/// </summary>
internal static class FrameTypes
{
    internal const uint Ipv4 = 0x0800;
    internal const uint Arp = 0x0806;

    private const uint Ipv6 = 0x86dd;

    /// <summary>The frame carries this.</summary>
    /// <param name="family">Whose space.</param>
    /// <param name="type">The number (IANA, "IEEE 802 Numbers").</param>
    internal static Condition Is(IpFamily family, UInt128 type) => Between(family, type, type);

    /// <summary>The number is between two.</summary>
    /// <param name="family">Whose space.</param>
    /// <param name="first">The lowest.</param>
    /// <param name="last">The highest.</param>
    internal static Condition Between(IpFamily family, UInt128 first, UInt128 last) =>
        family == IpFamily.IPv6
            ? first <= Ipv6 && Ipv6 <= last
                ? Condition.Always
                : Condition.Never
            : Condition.Between(
                PacketField.EtherType,
                first == Ipv6 ? Ipv6 + 1 : first,
                last == Ipv6 - 1 ? Ipv6 : last
            );
}
