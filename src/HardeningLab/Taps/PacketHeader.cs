using System.Buffers.Binary;
using Hardening.Addresses;

namespace HardeningLab.Taps;

/// <summary>What tells one probe's packets from another's: addresses, protocol and ports (RFC 791, 8200, 9293, 768).</summary>
/// <param name="Source">Source address.</param>
/// <param name="Destination">Destination address.</param>
/// <param name="Protocol">IANA protocol number: 6 is TCP, 17 UDP.</param>
/// <param name="SourcePort">Source port.</param>
/// <param name="DestinationPort">Destination port.</param>
internal readonly record struct PacketHeader(
    Address Source,
    Address Destination,
    byte Protocol,
    ushort SourcePort,
    ushort DestinationPort
)
{
    internal const byte Tcp = 6;
    internal const byte Udp = 17;

    private const int IPv6Length = 40;
    private const int FragmentOffset = 0x1fff;

    /// <summary>Reads a packet from its IP header on. Packets other than first fragments of TCP and UDP are none of ours.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> packet, out PacketHeader header)
    {
        header = default;
        if (packet.IsEmpty)
        {
            return false;
        }
        switch (packet[0] >> 4)
        {
            case 4 when packet.Length >= 20:
                var length = (packet[0] & 0xf) * 4;
                return length is >= 20
                    && length <= packet.Length
                    && (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & FragmentOffset) == 0
                    && TryRead(packet[..length], packet[9], packet[length..], out header);
            case 6 when packet.Length >= IPv6Length:
                return TryRead(packet[..IPv6Length], packet[6], packet[IPv6Length..], out header);
            default:
                return false;
        }
    }

    /// <summary>The same from two spans, as nft's trace messages give them.</summary>
    internal static bool TryRead(
        ReadOnlySpan<byte> network,
        ReadOnlySpan<byte> transport,
        out PacketHeader header
    )
    {
        header = default;
        return network.Length >= 20
            && TryRead(
                network,
                network[0] >> 4 == 4 ? network[9] : network[6],
                transport,
                out header
            );
    }

    private static bool TryRead(
        ReadOnlySpan<byte> network,
        byte protocol,
        ReadOnlySpan<byte> transport,
        out PacketHeader header
    )
    {
        header = default;
        if (protocol is not (Tcp or Udp) || transport.Length < 4)
        {
            return false;
        }
        var isIPv4 = network[0] >> 4 == 4;
        if (!isIPv4 && network.Length < IPv6Length)
        {
            return false;
        }
        header = new PacketHeader(
            isIPv4
                ? new Address(IpFamily.IPv4, BinaryPrimitives.ReadUInt32BigEndian(network[12..]))
                : new Address(IpFamily.IPv6, BinaryPrimitives.ReadUInt128BigEndian(network[8..])),
            isIPv4
                ? new Address(IpFamily.IPv4, BinaryPrimitives.ReadUInt32BigEndian(network[16..]))
                : new Address(IpFamily.IPv6, BinaryPrimitives.ReadUInt128BigEndian(network[24..])),
            protocol,
            BinaryPrimitives.ReadUInt16BigEndian(transport),
            BinaryPrimitives.ReadUInt16BigEndian(transport[2..])
        );
        return true;
    }
}
