using Hardening.Addresses;
using Hardening.Rulesets.Iptables;

namespace Hardening.Tests.Rulesets.Iptables;

public sealed class RulesetReaderTests
{
    [Theory]
    [InlineData(
        "*filter\n-A INPUT -j ACCEPT\nCOMMIT\n",
        2,
        13,
        "found \"ACCEPT\", expected DROP, REJECT, RETURN or a chain"
    )]
    [InlineData(
        "*filter\n-A X -j DROP\nCOMMIT\n",
        2,
        4,
        "found \"X\", expected a chain that is declared above"
    )]
    [InlineData(
        "*filter\n-A INPUT -s 10.0.0.1/8 -j DROP\nCOMMIT\n",
        2,
        13,
        "found \"10.0.0.1/8\", expected an IPv4 prefix"
    )]
    [InlineData(
        "*filter\n-A INPUT -s fd00::/8 -j DROP\nCOMMIT\n",
        2,
        13,
        "found \"fd00::/8\", expected an IPv4 prefix"
    )]
    [InlineData(
        "*filter\n-A INPUT -m state -j DROP\nCOMMIT\n",
        2,
        10,
        "found \"-m\", expected -s, -i, -p, -j or -g"
    )]
    [InlineData(
        "*filter\n-A INPUT -p tcp -m udp --dport 1 -j DROP\nCOMMIT\n",
        2,
        20,
        "found \"udp\", expected \"tcp\""
    )]
    [InlineData(
        "*filter\n-A INPUT -p tcp -m tcp --dport 0 -j DROP\nCOMMIT\n",
        2,
        32,
        "found \"0\", expected a port"
    )]
    [InlineData(
        "*filter\n-A INPUT -j DROP -v\nCOMMIT\n",
        2,
        18,
        "found \"-v\", expected nothing more"
    )]
    [InlineData(
        "*filter\n-A INPUT -j REJECT --reject-with icmp6-port-unreachable\nCOMMIT\n",
        2,
        34,
        "expected tcp-reset or icmp-port-unreachable"
    )]
    [InlineData(
        "*filter\n:INPUT - [0:0]\nCOMMIT\n",
        2,
        1,
        "found \":INPUT\", expected a colon and the name of a user-defined chain"
    )]
    [InlineData("*filter\n", 2, 1, "found the end, expected \"COMMIT\"")]
    [InlineData("*filter\nCOMMIT", 2, 7, "expected a newline at the end")]
    [InlineData("# x", 1, 4, "expected a newline at the end")]
    public void Anything_else_than_we_print_is_refused_at_its_place(
        string text,
        int line,
        int column,
        string message
    )
    {
        var read = () => RulesetReader.Read(IpFamily.IPv4, "f", text);
        read.Should().Throw<InputException>().WithMessage($"f:{line}:{column}: *{message}*");
    }
}
