using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>Headers between that of IPv6 and the protocol above it (RFC 8200), as far as rules ask what is in them.</summary>
internal static class HeaderPresence
{
    private const uint MobilityProtocol = 135;

    internal static Condition HasRouting { get; } =
        new Condition.BitsAre(PacketField.ExtensionHeaders, 1, 1);

    /// <summary>It has that of AH, which is no protocol above IPv6: whatever looks for one goes on behind it (nf_ip6_ext_hdr).</summary>
    internal static Condition HasAh { get; } =
        new Condition.BitsAre(PacketField.ExtensionHeaders, 2, 2);

    internal static Condition HasHopByHop { get; } =
        new Condition.BitsAre(PacketField.ExtensionHeaders, 4, 4);

    internal static Condition HasDestinationOptions { get; } =
        new Condition.BitsAre(PacketField.ExtensionHeaders, 8, 8);

    /// <summary>It is a message of Mobile IPv6, whose header is the last one.</summary>
    internal static Condition HasMobility { get; } =
        new Condition.AllOf([
            Condition.Is(PacketField.L4Protocol, MobilityProtocol),
            FragmentHeaders.HasTransport,
        ]);
}
