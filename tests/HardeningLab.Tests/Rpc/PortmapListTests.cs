using CsCheck;
using HardeningLab.Rpc;

namespace HardeningLab.Tests.Rpc;

public class PortmapListTests
{
    [Fact]
    public void Version_2_lists_protocols_and_ports()
    {
        var body = ServerReply.DumpV2((100000, 4, 6, 111), (100003, 3, 17, 2049), (1, 2, 99, 5));

        PortmapList.TryRead(2, body, out var registrations).Should().BeTrue();

        registrations
            .Should()
            .Equal(
                new Registration(100000, 4, "tcp", "111"),
                new Registration(100003, 3, "udp", "2049"),
                new Registration(1, 2, "99", "5")
            );
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Versions_3_and_4_list_universal_addresses(uint version)
    {
        var body = ServerReply.DumpV4((100000, 4, "tcp6", "::.0.111", "superuser"));

        PortmapList.TryRead(version, body, out var registrations).Should().BeTrue();

        registrations.Should().Equal(new Registration(100000, 4, "tcp6", "::.0.111"));
    }

    [Fact]
    public void A_list_is_read_to_its_last_byte_or_not_at_all()
    {
        var whole = ServerReply.DumpV2((100000, 2, 6, 111));

        PortmapList.TryRead(2, whole.AsSpan(0, whole.Length - 4), out _).Should().BeFalse();
        PortmapList.TryRead(2, [.. whole, 0], out _).Should().BeFalse();
        PortmapList.TryRead(2, [], out _).Should().BeFalse();
        PortmapList.TryRead(2, ServerReply.DumpV2(), out _).Should().BeTrue();
    }

    [Fact]
    public void No_bytes_make_it_throw_or_grow() =>
        Gen.Select(Gen.UInt[2, 4], Gen.OneOf(Gen.Byte, Gen.Byte[0, 1]).Array[0, 300])
            .Sample(
                (version, bytes) =>
                    !PortmapList.TryRead(version, bytes, out var read)
                    || read.Count * 20 <= bytes.Length
            );
}
