using Hardening.Addresses;

namespace Hardening.Rulesets.Ipsets;

/// <summary>One part of an entry.</summary>
public abstract record IpsetMember
{
    private IpsetMember() { }

    /// <summary>An address, a network, or all addresses from one to another.</summary>
    /// <param name="Range">Which.</param>
    public sealed record AddressMember(AddressRange Range) : IpsetMember;

    /// <summary>A protocol and its ports.</summary>
    /// <param name="ProtocolNumber">Its number; null in <c>bitmap:port</c>, which has none and matches TCP and UDP alike.</param>
    /// <param name="First">The first port; of ICMP and ICMPv6 the type in the upper byte and the code in the lower one; 0 for other protocols.</param>
    /// <param name="Last">The last port, no less than the first.</param>
    public sealed record PortMember(byte? ProtocolNumber, ushort First, ushort Last) : IpsetMember;

    /// <summary>A hardware address.</summary>
    /// <param name="Bits">Its 48 bits, the first byte uppermost.</param>
    public sealed record HardwareMember(ulong Bits) : IpsetMember;

    /// <summary>A mark.</summary>
    /// <param name="Value">Its value.</param>
    public sealed record MarkMember(uint Value) : IpsetMember;

    /// <summary>An interface.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsBridgePort">Whether it is the port of a bridge: <c>physdev:NAME</c>.</param>
    public sealed record InterfaceMember(string Name, bool IsBridgePort) : IpsetMember;

    /// <summary>Another set.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record SetMember(string Name) : IpsetMember;
}
