using CsCheck;
using Hardening.Addresses;
using HardeningLab.Taps;

namespace HardeningLab.Tests.Taps;

/// <summary>Packets by the diagrams of RFC 791 and 8200.</summary>
public sealed class PacketHeaderTests
{
    private const string IPv4 =
        "4500 001c 0000 4000 4011 0000 c0a80102 c0a80101 " + "4e20 006f 0008 0000";

    private const string IPv6 =
        "60000000 0008 06 40 fd000001000000000000000000000002 fd000001000000000000000000000001 "
        + "4e20 006f 0008 0000";

    private static readonly PacketHeader Datagram = new(
        Address.Parse("192.168.1.2"),
        Address.Parse("192.168.1.1"),
        PacketHeader.Udp,
        20000,
        111
    );

    [Fact]
    public void An_IPv4_packet_is_read()
    {
        Read(IPv4).Should().Be(Datagram);
    }

    [Fact]
    public void The_ports_stand_behind_the_options()
    {
        Read(
                "4700 0024 0000 4000 4011 0000 c0a80102 c0a80101 01010101 01010101 "
                    + "4e20 006f 0008 0000"
            )
            .Should()
            .Be(Datagram);
    }

    [Fact]
    public void An_IPv6_packet_is_read()
    {
        Read(IPv6)
            .Should()
            .Be(
                new PacketHeader(
                    Address.Parse("fd00:1::2"),
                    Address.Parse("fd00:1::1"),
                    PacketHeader.Tcp,
                    20000,
                    111
                )
            );
    }

    [Theory]
    [InlineData(IPv4, 24)]
    [InlineData(IPv6, 44)]
    public void A_packet_that_ends_before_its_ports_is_none_of_ours(string packet, int needed)
    {
        var bytes = Bytes(packet);
        for (var length = 0; length <= bytes.Length; length++)
        {
            PacketHeader.TryRead(bytes.AsSpan(0, length), out _).Should().Be(length >= needed);
        }
    }

    [Theory]
    [InlineData("4500 001c 0000 4000 4001 0000 c0a80102 c0a80101 0800 0000 0000 0000")] // ICMP
    [InlineData("4500 001c 0000 2001 4011 0000 c0a80102 c0a80101 4e20 006f 0008 0000")] // a later fragment
    [InlineData("4400 001c 0000 4000 4011 0000 c0a80102 c0a80101 4e20 006f 0008 0000")] // a header too short
    [InlineData("4f00 001c 0000 4000 4011 0000 c0a80102 c0a80101 4e20 006f 0008 0000")] // a header beyond the end
    [InlineData("5500 001c 0000 4000 4011 0000 c0a80102 c0a80101 4e20 006f 0008 0000")] // no version of IP
    public void What_is_no_first_piece_of_TCP_or_UDP_is_none_of_ours(string packet)
    {
        Read(packet).Should().BeNull();
    }

    [Fact]
    public void Arbitrary_bytes_are_read_or_not_but_never_throw()
    {
        Gen.Byte.Array[0, 80]
            .Sample(bytes =>
            {
                _ = PacketHeader.TryRead(bytes, out _);
            });
    }

    [Fact]
    public void Arbitrary_headers_from_two_places_never_throw()
    {
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 20])
            .Sample(
                (network, transport) =>
                {
                    _ = PacketHeader.TryRead(network, transport, out _);
                }
            );
    }

    private static PacketHeader? Read(string packet) =>
        PacketHeader.TryRead(Bytes(packet), out var header) ? header : null;

    private static byte[] Bytes(string packet) =>
        Convert.FromHexString(packet.Replace(" ", "", StringComparison.Ordinal));
}
