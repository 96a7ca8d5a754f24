using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;

namespace Hardening.Tests.Analysis.PacketSets;

/// <summary>What is before a change, value by value.</summary>
public sealed class FieldChangesPropertyTests
{
    private static readonly Gen<uint> Bytes = Gen.UInt[0, 255];

    [Fact]
    public void A_field_that_grows_or_shrinks_stays_at_its_ends() =>
        Gen.Select(Bytes, Bytes, Gen.Int[-255, 255])
            .Sample(
                (one, other, by) =>
                {
                    var space = new PacketSpace(IpFamily.IPv4, _ => 2);
                    var (low, high) = (Math.Min(one, other), Math.Max(one, other));
                    var after = space.OneOf(PacketField.TimeToLive, new ValueRange(low, high));

                    var before = FieldChanges.Increased(
                        space,
                        after,
                        PacketField.TimeToLive,
                        by,
                        byte.MaxValue
                    );

                    for (var old = 0; old <= byte.MaxValue; old++)
                    {
                        var now = Math.Clamp(old + by, 0, byte.MaxValue);
                        before
                            .Contains(_ => (uint)old, _ => false)
                            .Should()
                            .Be(now >= low && now <= high);
                    }
                },
                iter: 100
            );

    [Fact]
    public void Bits_are_kept_taken_from_another_field_and_turned_over() =>
        Gen.Select(Bytes.Array[4], Gen.UInt, Gen.UInt, Bytes)
            .Sample(
                (masks, mark, connectionMark, value) =>
                {
                    var space = new PacketSpace(IpFamily.IPv4, _ => 2);
                    var to = new FieldCombination(
                        masks[0],
                        PacketField.ConnectionMark,
                        masks[1] | 0xff00,
                        masks[2]
                    );
                    var after = space.Masked(PacketField.Mark, masks[3], value & masks[3]);
                    var now = (mark & to.Keep) ^ (connectionMark & to.Take) ^ to.Flip;

                    FieldChanges
                        .Combined(space, after, PacketField.Mark, to)
                        .Contains(
                            field => field == PacketField.Mark ? mark : connectionMark,
                            _ => false
                        )
                        .Should()
                        .Be((now & masks[3]) == (value & masks[3]));
                },
                iter: 2000
            );
}
