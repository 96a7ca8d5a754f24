namespace HardeningLab.Taps;

/// <summary>Something arrived on a link of the target.</summary>
/// <param name="InterfaceIndex">Interface index at the target.</param>
/// <param name="FenceNumber">The fence's number, or zero for a packet.</param>
/// <param name="Packet">The packet's header; null for fences and for what is neither TCP nor UDP.</param>
internal readonly record struct LinkEvent(
    int InterfaceIndex,
    uint FenceNumber,
    PacketHeader? Packet
);
