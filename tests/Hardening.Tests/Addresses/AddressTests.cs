using System.Net;
using Hardening.Addresses;

namespace Hardening.Tests.Addresses;

public sealed class AddressTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("192.168.1.2", "192.168.1.2")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("2001:db8::0001", "2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("::ffff:192.168.1.2", "::ffff:192.168.1.2")]
    [InlineData("::ffff:c0a8:102", "::ffff:192.168.1.2")]
    [InlineData("64:ff9b::192.0.2.1", "64:ff9b::c000:201")]
    [InlineData("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304")]
    [InlineData(
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    )]
    public void An_address_prints_in_its_canonical_form(string text, string canonical)
    {
        Address.Parse(text).ToString().Should().Be(canonical);
        Address.Parse(text).ToIPAddress().Should().Be(IPAddress.Parse(text));
    }

    [Theory]
    [InlineData("", "found nothing, expected an address such as 192.168.1.2 or fd00::2")]
    [InlineData(
        "1.2.3",
        "\"1.2.3\" is no IPv4 address: it has 3 octets, expected 4 as in 192.168.1.2"
    )]
    [InlineData("3232235777", "\"3232235777\" is no IPv4 address: \"3232235777\" is above 255")]
    [InlineData(
        "1.2.3.4.5",
        "\"1.2.3.4.5\" is no IPv4 address: it has 5 octets, expected 4 as in 192.168.1.2"
    )]
    [InlineData(
        "1.2.3.",
        "\"1.2.3.\" is no IPv4 address: an octet is empty, expected 4 numbers as in 192.168.1.2"
    )]
    [InlineData("1.2.3.256", "\"1.2.3.256\" is no IPv4 address: \"256\" is above 255")]
    [InlineData(
        "1.2.3.010",
        "\"1.2.3.010\" is no IPv4 address: \"010\" has a leading zero, which some tools read as octal: write it in decimal, without leading zeros"
    )]
    [InlineData(
        "0x1.2.3.4",
        "\"0x1.2.3.4\" is no IPv4 address: \"0x1\" is not a number, expected 4 numbers as in 192.168.1.2"
    )]
    [InlineData(
        " 1.2.3.4",
        "\" 1.2.3.4\" is no IPv4 address: \" 1\" is not a number, expected 4 numbers as in 192.168.1.2"
    )]
    [InlineData(
        "١.2.3.4",
        "\"١.2.3.4\" is no IPv4 address: \"١\" is not a number, expected 4 numbers as in 192.168.1.2"
    )]
    [InlineData(
        "1:2:3:4:5:6:7",
        "\"1:2:3:4:5:6:7\" is no IPv6 address: it has 7 groups of 16 bits, expected 8, or fewer and one ::"
    )]
    [InlineData(
        "1:2:3:4:5:6:7:8:9",
        "\"1:2:3:4:5:6:7:8:9\" is no IPv6 address: it has more than 8 groups of 16 bits"
    )]
    [InlineData(
        "1:2:3:4:5:6:7:8::",
        "\"1:2:3:4:5:6:7:8::\" is no IPv6 address: it has 8 groups of 16 bits beside ::, expected at most 7"
    )]
    [InlineData(
        "1:2:3:4:5:6:7:1.2.3.4",
        "\"1:2:3:4:5:6:7:1.2.3.4\" is no IPv6 address: it has more than 8 groups of 16 bits"
    )]
    [InlineData("1::2::3", "\"1::2::3\" is no IPv6 address: :: may stand once only")]
    [InlineData(":::", "\":::\" is no IPv6 address: :: may stand once only")]
    [InlineData(
        ":1::",
        "\":1::\" is no IPv6 address: a group is empty: a single : stands at one end"
    )]
    [InlineData(
        "::1:",
        "\"::1:\" is no IPv6 address: a group is empty: a single : stands at one end"
    )]
    [InlineData(
        "::12345",
        "\"::12345\" is no IPv6 address: \"12345\" is not a group of one to four hexadecimal digits"
    )]
    [InlineData(
        "::g",
        "\"::g\" is no IPv6 address: \"g\" is not a group of one to four hexadecimal digits"
    )]
    [InlineData(
        "::1.2.3.4:5",
        "\"::1.2.3.4:5\" is no IPv6 address: an IPv4 address may stand at the end only"
    )]
    [InlineData(
        "1.2.3.4::",
        "\"1.2.3.4::\" is no IPv6 address: an IPv4 address may stand at the end only"
    )]
    [InlineData(
        "::1.2.3",
        "\"::1.2.3\" is no IPv6 address: at its end, it has 3 octets, expected 4 as in 192.168.1.2"
    )]
    [InlineData("fe80::1%eth0", "\"fe80::1%eth0\" is no IPv6 address: leave out the zone after %")]
    [InlineData("[::1]", "\"[::1]\" is no IPv6 address: leave out the brackets")]
    [InlineData(
        "a\u001b[31m",
        "\"a\\u{1b}[31m\" is no IPv4 address: \"a\\u{1b}[31m\" is not a number, expected 4 numbers as in 192.168.1.2"
    )]
    public void Anything_else_is_refused(string text, string message)
    {
        Address.TryParse(text, out _, out var problem).Should().BeFalse();
        problem.Should().Be(message);
        text.Invoking(Address.Parse).Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void Long_text_is_cut_in_messages()
    {
        Address.TryParse(new string('9', 1_000_000), out _, out var problem).Should().BeFalse();
        problem.Length.Should().BeLessThan(200);
    }

    [Theory]
    [InlineData(IpFamily.IPv4, "0.0.0.0", "255.255.255.255")]
    [InlineData(IpFamily.IPv6, "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void A_family_ends_where_its_bits_end(IpFamily family, string lowest, string highest)
    {
        Address.Lowest(family).ToString().Should().Be(lowest);
        Address.Highest(family).ToString().Should().Be(highest);
        Address.Lowest(family).Previous.Should().BeNull();
        Address.Highest(family).Next.Should().BeNull();
        Address.Highest(family).Previous!.Value.Next.Should().Be(Address.Highest(family));
    }

    [Fact]
    public void An_IPv4_address_has_no_more_than_32_bits()
    {
        var making = () => new Address(IpFamily.IPv4, (UInt128)uint.MaxValue + 1);
        making.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void IPv4_sorts_before_IPv6() =>
        (Address.Highest(IpFamily.IPv4) < Address.Lowest(IpFamily.IPv6)).Should().BeTrue();
}
