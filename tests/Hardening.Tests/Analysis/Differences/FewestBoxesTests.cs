using CsCheck;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Linting;
using Hardening.Analysis.PacketSets;

namespace Hardening.Tests.Analysis.Differences;

public sealed class FewestBoxesTests
{
    [Fact]
    public void Boxes_are_disjoint_and_together_the_set() =>
        FilterGenerator.Filters.Sample(
            filter =>
            {
                var linted = new LintedFilter(filter);
                var set = linted.Through.Possible;
                var boxes = FewestBoxes.Of(set, 30);
                if (boxes.Count > 30)
                {
                    return;
                }
                var covered = linted.Space.None;
                foreach (var box in boxes)
                {
                    var packets = box.Sides.Aggregate(
                        linted.Space.All,
                        (rest, side) => rest & side.Packets
                    );
                    covered.Overlaps(packets).Should().BeFalse();
                    covered |= packets;
                }
                (covered == set).Should().BeTrue();
            },
            iter: 300
        );

    [Fact]
    public void Boxes_that_differ_in_one_field_alone_are_one()
    {
        var space = new PacketSpace(Hardening.Addresses.IpFamily.IPv4, _ => 1);
        PacketSet Is(PacketField field, uint value) =>
            space.OneOf(field, new ValueRange(value, value));
        // By states first these are three boxes: two of them have the same port.
        var set =
            (Is(PacketField.ConnectionState, 8) & Is(PacketField.DestinationPort, 111))
            | (Is(PacketField.ConnectionState, 2) & Is(PacketField.DestinationPort, 111))
            | (Is(PacketField.ConnectionState, 2) & Is(PacketField.DestinationPort, 22));

        FewestBoxes.Of(set, 8).Should().HaveCount(2);
    }
}
