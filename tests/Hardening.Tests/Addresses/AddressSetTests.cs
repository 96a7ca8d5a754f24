using Hardening.Addresses;

namespace Hardening.Tests.Addresses;

public sealed class AddressSetTests
{
    private static AddressSet Set(params string[] prefixes) =>
        AddressSet.Of(prefixes.Select(Prefix.Parse));

    [Fact]
    public void Overlapping_and_touching_prefixes_become_one_range() =>
        Set("10.0.1.0/24", "10.0.0.0/24", "10.0.0.7", "fd00::/64")
            .Ranges(IpFamily.IPv4)
            .Should()
            .Equal(new AddressRange(Address.Parse("10.0.0.0"), Address.Parse("10.0.1.255")));

    [Fact]
    public void A_range_across_the_alignment_needs_several_prefixes() =>
        AddressSet
            .OfRanges(new AddressRange(Address.Parse("10.0.0.1"), Address.Parse("10.0.0.8")))
            .ToString()
            .Should()
            .Be("10.0.0.1, 10.0.0.2/31, 10.0.0.4/30, 10.0.0.8");

    [Fact]
    public void A_hole_splits_a_prefix()
    {
        var set = Set("192.168.1.0/24").Except(Set("192.168.1.13"));

        set.Ranges(IpFamily.IPv4)
            .Select(range => range.ToString())
            .Should()
            .Equal("192.168.1.0-192.168.1.12", "192.168.1.14-192.168.1.255");
        set.HasAny(IpFamily.IPv6).Should().BeFalse();
    }

    [Fact]
    public void Everything_is_one_prefix_of_each_family()
    {
        AddressSet.Everything.ToString().Should().Be("0.0.0.0/0, ::/0");
        AddressSet.Everything.Should().Be(Set("::/0", "0.0.0.0/0"));
    }

    [Fact]
    public void Nothing_is_nobody()
    {
        AddressSet.Empty.ToString().Should().Be("nobody");
        AddressSet.Everything.Complement().Should().Be(AddressSet.Empty);
        AddressSet.Of().IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_prefix_is_held_only_if_every_address_is()
    {
        var set = Set("10.0.0.0/25", "10.0.0.128/25").Except(Set("10.0.0.255"));

        set.Contains(Prefix.Parse("10.0.0.0/25")).Should().BeTrue();
        set.Contains(Prefix.Parse("10.0.0.0/24")).Should().BeFalse();
        set.Contains(Prefix.Parse("9.255.255.255")).Should().BeFalse();
    }

    [Fact]
    public void A_million_entries_are_ordinary()
    {
        var every = Enumerable
            .Range(0, 1_000_000)
            .Select(index => new Prefix(
                new Address(IpFamily.IPv4, (uint)index * 2654435761 & ~1u)
            ));

        var set = AddressSet.Of(every);

        set.Ranges(IpFamily.IPv4).Length.Should().BeInRange(990_000, 1_000_000);
        set.Union(set.Complement()).Should().Be(AddressSet.Everything);
    }

    [Fact]
    public void A_range_has_two_ends_of_one_family_in_order()
    {
        var backwards = () =>
            new AddressRange(Address.Parse("10.0.0.2"), Address.Parse("10.0.0.1"));
        var mixed = () => new AddressRange(Address.Parse("10.0.0.2"), Address.Parse("::"));

        backwards.Should().Throw<ArgumentException>();
        mixed.Should().Throw<ArgumentException>();
    }
}
