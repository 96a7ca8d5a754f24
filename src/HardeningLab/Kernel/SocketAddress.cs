using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Hardening.Addresses;

namespace HardeningLab.Kernel;

/// <summary><c>struct sockaddr_in</c> or <c>sockaddr_in6</c>, as ip(7) and ipv6(7) lay them out.</summary>
[InlineArray(28)]
internal struct SocketAddress
{
    internal const int IPv4Domain = 2;
    internal const int IPv6Domain = 10;

    private byte first;

    /// <summary>Builds the address; <paramref name="scope"/> is the interface index that a link-local address needs.</summary>
    internal static SocketAddress Of(Address address, ushort port, int scope, out int length)
    {
        var built = default(SocketAddress);
        Span<byte> bytes = built;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], port);
        if (address.Family == IpFamily.IPv4)
        {
            BitConverter.TryWriteBytes(bytes, (ushort)IPv4Domain);
            address.WriteBytes(bytes.Slice(4, 4));
            length = 16;
        }
        else
        {
            BitConverter.TryWriteBytes(bytes, (ushort)IPv6Domain);
            address.WriteBytes(bytes.Slice(8, 16));
            BitConverter.TryWriteBytes(bytes[24..], scope);
            length = 28;
        }
        return built;
    }

    /// <summary>The address family's number for socket(2).</summary>
    internal static int Domain(IpFamily family) =>
        family == IpFamily.IPv4 ? IPv4Domain : IPv6Domain;
}
