using System.Numerics;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;

namespace Hardening.Tests.Analysis.PacketSets;

public sealed class PacketSetTests
{
    private readonly PacketSpace space = new(IpFamily.IPv4, _ => 2);

    [Fact]
    public void A_range_of_ports_has_as_many_values_as_it_says()
    {
        var ports = space.OneOf(PacketField.DestinationPort, new ValueRange(100, 299));

        (ports.Count * 65536 / space.All.Count).Should().Be(200);
        ports.Values(PacketField.DestinationPort).Should().Equal(new ValueRange(100, 299));
        ports.Values(PacketField.SourcePort).Should().Equal(new ValueRange(0, 65535));
    }

    [Fact]
    public void A_hundred_thousand_addresses_are_one_set()
    {
        var ranges = new ValueRange[100_000];
        for (var index = 0; index < ranges.Length; index++)
        {
            var value = (UInt128)(uint)(3 * index);
            ranges[index] = new ValueRange(value, value + 1);
        }

        var set = space.OneOf(PacketField.SourceAddress, ranges);

        set.Values(PacketField.SourceAddress).Should().Equal(ranges);
        (set.Count * (BigInteger.One << 32) / space.All.Count).Should().Be(200_000);
    }

    [Fact]
    public void A_mask_leaves_the_other_bits_free() =>
        space
            .Masked(PacketField.TcpFlags, 0x12, 0x02)
            .Values(PacketField.TcpFlags)
            .Should()
            .HaveCount(32)
            .And.Contain(new ValueRange(0x02, 0x03));

    [Fact]
    public void The_same_text_is_the_same_unknown()
    {
        (space.Unknown("a") & ~space.Unknown("a")).IsEmpty.Should().BeTrue();
        (space.Unknown("a") & ~space.Unknown("b")).Unknowns.Should().Equal("a", "b");
    }

    [Fact]
    public void A_sample_takes_what_was_wished_for_where_it_may()
    {
        var set =
            space.OneOf(PacketField.DestinationPort, new ValueRange(100, 299))
            & space.OneOf(PacketField.SourcePort, new ValueRange(7, 9));

        var sample = set.Sample(
            (PacketField.DestinationPort, [111u, 112u]),
            (PacketField.SourcePort, [40000u])
        );

        sample.Fields[PacketField.DestinationPort].Should().Be((UInt128)111);
        sample.Fields[PacketField.SourcePort].Should().Be((UInt128)7);
        sample.Fields[PacketField.Mark].Should().Be((UInt128)0);
    }

    [Fact]
    public void A_set_of_two_corners_is_two_boxes()
    {
        var one =
            space.OneOf(PacketField.DestinationPort, new ValueRange(111, 111))
            & space.OneOf(PacketField.L4Protocol, new ValueRange(6, 6));
        var other =
            space.OneOf(PacketField.DestinationPort, new ValueRange(53, 53))
            & space.OneOf(PacketField.L4Protocol, new ValueRange(17, 17));

        (one | other)
            .Boxes(PacketField.L4Protocol, PacketField.DestinationPort)
            .Select(box =>
                string.Join(
                    ' ',
                    box.Sides.Select(side => $"{side.Field} {side.Values.Single().First}")
                )
            )
            .Should()
            .Equal("L4Protocol 6 DestinationPort 111", "L4Protocol 17 DestinationPort 53");
    }
}
