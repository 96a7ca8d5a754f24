using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>What interfaces a packet has: one that this host sends itself came in by none.</summary>
internal static class LinkPresence
{
    private static readonly Condition HasNoHardwareAddress = new Condition.AnyOf([
        new Condition.Named(PacketField.EthernetSource, string.Empty),
        new Condition.Named(PacketField.InInterface, "lo"),
        new Condition.Named(PacketField.InInterface, string.Empty),
    ]);

    /// <summary>It came by Ethernet: what comes over loopback, or from this host, has no hardware address.</summary>
    internal static Condition HasHardwareAddress { get; } = HasNoHardwareAddress.Opposite();

    /// <summary>It came in by one.</summary>
    internal static Condition HasIn { get; } = Has(PacketField.InInterface);

    /// <summary>It goes out by one.</summary>
    internal static Condition HasOut { get; } = Has(PacketField.OutInterface);

    private static Condition Has(PacketField field) =>
        new Condition.Named(field, string.Empty).Opposite();
}
