using Hardening.Addresses;
using Hardening.Analysis.PacketSets;

namespace Hardening.Tests.Analysis.PacketSets;

public sealed class LargeSetTests
{
    [Fact]
    public void A_set_that_needs_too_many_nodes_says_so()
    {
        var space = new PacketSpace(IpFamily.IPv4, _ => 2, new Diagrams(10_000));

        FluentActions
            .Invoking(() => Equal(space, PacketField.Mark, PacketField.ConnectionMark))
            .Should()
            .Throw<PacketSetTooLargeException>()
            .WithMessage(
                "these rules can't be told as sets of packets: they need more than 10000 nodes*"
            );
        space.Size.Should().BeLessThanOrEqualTo(10_000);
    }

    [Fact]
    public void A_set_that_depends_on_a_hundred_thousand_unknowns_needs_no_stack()
    {
        var space = new PacketSpace(IpFamily.IPv4, _ => 2);
        var all = space.All;
        for (var number = 99_999; number >= 0; number--)
        {
            // Asked for in this order, each lies above those before it.
            space.Unknown($"{number}");
        }
        for (var number = 0; number < 100_000; number++)
        {
            all &= space.Unknown($"{number}");
        }
        var last = space.Unknown("0");

        var without = (all | ~last) & ~all;

        without.Possible.IsAll.Should().BeTrue();
        without.Certain.IsEmpty.Should().BeTrue();
    }

    /// <summary>Two fields of which one lies above the other: a node for every value.</summary>
    private static PacketSet Equal(PacketSpace space, PacketField one, PacketField other)
    {
        var equal = space.All;
        for (var bit = 0; bit < 32; bit++)
        {
            var mask = UInt128.One << bit;
            equal &= ~(space.Masked(one, mask, mask) ^ space.Masked(other, mask, mask));
        }
        return equal;
    }
}
