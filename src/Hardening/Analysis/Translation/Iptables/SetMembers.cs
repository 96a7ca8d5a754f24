using Hardening.Addresses;
using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>A set of ipset(8), as far as packets can be members of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Family">The family of its addresses; null where it has none.</param>
/// <param name="Parts">What its members are made of, such as an address and a port; nothing for a list of sets.</param>
/// <param name="Members">The members, in any order.</param>
/// <param name="Lists">The sets that it lists.</param>
internal sealed record SetMembers(
    string Name,
    IpFamily? Family,
    EquatableArray<SetPart> Parts,
    EquatableArray<SetMember> Members,
    EquatableArray<ListedSet> Lists
)
{
    /// <summary>Whether a member that is added may throw out another: <c>forceadd</c>.</summary>
    internal bool Evicts { get; init; }
}

/// <summary>A set that another one lists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUncertain">Whether nobody knows if it is still listed.</param>
internal readonly record struct ListedSet(string Name, bool IsUncertain = false);

/// <summary>A part of a set's members.</summary>
internal enum SetPart
{
    /// <summary>An address.</summary>
    Address,

    /// <summary>A network, of which the narrowest that fits decides.</summary>
    Network,

    /// <summary>A protocol with a port, or with a type and a code of ICMP.</summary>
    ProtocolAndPort,

    /// <summary>A port of TCP or of UDP alike (<c>bitmap:port</c>).</summary>
    Port,

    /// <summary>A hardware address.</summary>
    Hardware,

    /// <summary>The sender's hardware address; that of the receiver is never found (<c>bitmap:ip,mac</c>).</summary>
    HardwareSource,

    /// <summary>The name of an interface.</summary>
    Interface,

    /// <summary>A mark.</summary>
    Mark,
}

/// <summary>A member of a set.</summary>
/// <param name="Values">One for each part.</param>
/// <param name="IsExcepted">Whether it is none: <c>nomatch</c>.</param>
/// <param name="IsUncertain">Whether nobody knows if it is still there, as its time may have run out.</param>
internal sealed record SetMember(
    EquatableArray<SetValue> Values,
    bool IsExcepted = false,
    bool IsUncertain = false
);

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
