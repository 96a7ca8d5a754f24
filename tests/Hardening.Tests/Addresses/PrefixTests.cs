using Hardening.Addresses;

namespace Hardening.Tests.Addresses;

public sealed class PrefixTests
{
    [Theory]
    [InlineData("192.168.1.0/24", "192.168.1.0", "192.168.1.255")]
    [InlineData("0.0.0.0/0", "0.0.0.0", "255.255.255.255")]
    [InlineData("10.0.0.0/31", "10.0.0.0", "10.0.0.1")]
    [InlineData("10.0.0.7", "10.0.0.7", "10.0.0.7")]
    [InlineData("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fd00:1::/64", "fd00:1::", "fd00:1::ffff:ffff:ffff:ffff")]
    [InlineData("8000::/1", "8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("::1", "::1", "::1")]
    public void A_prefix_reaches_from_its_first_to_its_last_address(
        string text,
        string first,
        string last
    )
    {
        var prefix = Prefix.Parse(text);

        prefix.First.ToString().Should().Be(first);
        prefix.Last.ToString().Should().Be(last);
        prefix.ToString().Should().Be(text);
        prefix.Contains(prefix.First).Should().BeTrue();
        prefix.Contains(prefix.Last).Should().BeTrue();
        (prefix.First.Previous is { } below && prefix.Contains(below)).Should().BeFalse();
        (prefix.Last.Next is { } above && prefix.Contains(above)).Should().BeFalse();
    }

    [Theory]
    [InlineData("10.0.0.7/32", "10.0.0.7")]
    [InlineData("::1/128", "::1")]
    public void A_single_address_prints_without_its_length(string text, string printed)
    {
        Prefix.Parse(text).ToString().Should().Be(printed);
        Prefix.Parse(text).IsSingle.Should().BeTrue();
    }

    [Theory]
    [InlineData(
        "10.0.0.1/8",
        "10.0.0.1/8 has host bits set: write 10.0.0.0/8 for the network or 10.0.0.1 for the host"
    )]
    [InlineData(
        "10.0.0.1/0",
        "10.0.0.1/0 has host bits set: write 0.0.0.0/0 for the network or 10.0.0.1 for the host"
    )]
    [InlineData(
        "fd00::1/64",
        "fd00::1/64 has host bits set: write fd00::/64 for the network or fd00::1 for the host"
    )]
    [InlineData(
        "10.0.0.0/33",
        "\"10.0.0.0/33\" has no proper prefix length: found \"33\", expected a number from 0 to 32"
    )]
    [InlineData(
        "10.0.0.0/08",
        "\"10.0.0.0/08\" has no proper prefix length: found \"08\", expected a number from 0 to 32"
    )]
    [InlineData(
        "10.0.0.0/",
        "\"10.0.0.0/\" has no proper prefix length: found \"\", expected a number from 0 to 32"
    )]
    [InlineData(
        "10.0.0.0/-1",
        "\"10.0.0.0/-1\" has no proper prefix length: found \"-1\", expected a number from 0 to 32"
    )]
    [InlineData(
        "10.0.0.0/255.0.0.0",
        "\"10.0.0.0/255.0.0.0\" has no proper prefix length: found \"255.0.0.0\", expected a number from 0 to 32"
    )]
    [InlineData(
        "::/129",
        "\"::/129\" has no proper prefix length: found \"129\", expected a number from 0 to 128"
    )]
    [InlineData(
        "::/4294967296",
        "\"::/4294967296\" has no proper prefix length: found \"4294967296\", expected a number from 0 to 128"
    )]
    [InlineData(
        "010.0.0.0/8",
        "\"010.0.0.0\" is no IPv4 address: \"010\" has a leading zero, which some tools read as octal: write it in decimal, without leading zeros"
    )]
    [InlineData(
        "1.2/16",
        "\"1.2\" is no IPv4 address: it has 2 octets, expected 4 as in 192.168.1.2"
    )]
    public void Anything_else_is_refused(string text, string message)
    {
        Prefix.TryParse(text, out _, out var problem).Should().BeFalse();
        problem.Should().Be(message);
    }

    [Fact]
    public void A_prefix_with_host_bits_is_never_made()
    {
        var making = () => new Prefix(Address.Parse("10.0.0.1"), 8);
        making.Should().Throw<ArgumentException>().WithMessage("10.0.0.1/8 has host bits set*");
    }

    [Fact]
    public void A_prefix_of_the_wrong_length_is_never_made()
    {
        var making = () => new Prefix(Address.Lowest(IpFamily.IPv4), 33);
        making.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_network_around_an_address_holds_it()
    {
        var address = Address.Parse("fd00::ffff:ffff");
        for (var length = 0; length <= 128; length++)
        {
            Prefix.Around(address, length).Contains(address).Should().BeTrue();
        }
    }

    [Fact]
    public void A_prefix_holds_nothing_of_the_other_family() =>
        Prefix.Parse("::/0").Contains(Address.Parse("10.0.0.1")).Should().BeFalse();
}
