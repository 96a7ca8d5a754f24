using Hardening.Addresses;
using HardeningLab.Kernel;

namespace HardeningLab.Probes;

/// <summary>An ICMP error that came back for a probe, from the socket's error queue (ip(7), IP_RECVERR).</summary>
/// <param name="Family">ICMP or ICMPv6.</param>
/// <param name="Type">The ICMP type.</param>
/// <param name="Code">The ICMP code.</param>
internal readonly record struct IcmpError(IpFamily Family, byte Type, byte Code)
{
    private const int ErrorQueue = 0x2000;
    private const int ControlHeader = 16;
    private const int ExtendedErrorLength = 16;
    private const byte OriginIcmp = 2;
    private const byte OriginIcmp6 = 3;

    public override string ToString() =>
        (Family, Type, Code) switch
        {
            (IpFamily.IPv4, 3, 0) => "ICMP network unreachable",
            (IpFamily.IPv4, 3, 1) => "ICMP host unreachable",
            (IpFamily.IPv4, 3, 2) => "ICMP protocol unreachable",
            (IpFamily.IPv4, 3, 3) => "ICMP port unreachable",
            (IpFamily.IPv4, 3, 9) => "ICMP network prohibited",
            (IpFamily.IPv4, 3, 10) => "ICMP host prohibited",
            (IpFamily.IPv4, 3, 13) => "ICMP administratively prohibited",
            (IpFamily.IPv6, 1, 0) => "ICMPv6 no route",
            (IpFamily.IPv6, 1, 1) => "ICMPv6 administratively prohibited",
            (IpFamily.IPv6, 1, 3) => "ICMPv6 address unreachable",
            (IpFamily.IPv6, 1, 4) => "ICMPv6 port unreachable",
            (IpFamily.IPv4, _, _) => $"ICMP type {Type}, code {Code}",
            _ => $"ICMPv6 type {Type}, code {Code}",
        };

    /// <summary>Takes the oldest error of a socket's queue.</summary>
    internal static unsafe bool TryTake(int socket, out IcmpError error)
    {
        error = default;
        var data = stackalloc byte[256];
        var control = stackalloc byte[256];
        var vector = new IoVector { Base = data, Length = 256 };
        var message = new MessageHeader
        {
            Vectors = &vector,
            VectorCount = 1,
            Control = control,
            ControlLength = 256,
        };
        if (Libc.Recvmsg(socket, &message, ErrorQueue) < 0)
        {
            return false;
        }
        // One control message: its header, then struct sock_extended_err (linux/errqueue.h).
        if ((int)message.ControlLength < ControlHeader + ExtendedErrorLength)
        {
            return false;
        }
        var extended = new ReadOnlySpan<byte>(control + ControlHeader, ExtendedErrorLength);
        var origin = extended[4];
        error = new IcmpError(
            origin == OriginIcmp6 ? IpFamily.IPv6 : IpFamily.IPv4,
            extended[5],
            extended[6]
        );
        return origin is OriginIcmp or OriginIcmp6;
    }
}
