namespace Hardening.Analysis.Translation.Iptables;

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
