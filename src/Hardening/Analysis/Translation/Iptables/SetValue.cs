using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The value of one part.</summary>
internal abstract record SetValue
{
    private SetValue() { }

    /// <summary>Addresses, ports or marks from one to another.</summary>
    internal sealed record Extent(ValueRange Range) : SetValue;

    /// <summary>Ports, or types and codes of ICMP as 256 times the one and the other, of a protocol.</summary>
    internal sealed record ProtocolPorts(uint Protocol, ValueRange Range) : SetValue;

    /// <summary>A mark of which only some bits are compared.</summary>
    internal sealed record MaskedMark(uint Mask, uint Value) : SetValue;

    /// <summary>A hardware address in lower case, or an interface.</summary>
    /// <param name="Text">The name, or what it begins with.</param>
    /// <param name="IsBridgePort">Whether it is that of a bridge's port: <c>physdev:</c>.</param>
    /// <param name="IsPrefix">Whether the name may go on: <c>wildcard</c>.</param>
    internal sealed record NamePattern(
        string Text,
        bool IsBridgePort = false,
        bool IsPrefix = false
    ) : SetValue;

    /// <summary>Whatever the packet has.</summary>
    internal sealed record Whatever : SetValue;
}
