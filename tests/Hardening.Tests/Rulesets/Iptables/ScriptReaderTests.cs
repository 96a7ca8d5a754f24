using Hardening.Addresses;
using Hardening.Rulesets.Iptables;

namespace Hardening.Tests.Rulesets.Iptables;

public sealed class ScriptReaderTests
{
    [Fact]
    public void Commands_keep_their_family_line_and_text()
    {
        var commands = ScriptReader.Read(
            "rules.sh",
            """
            #!/bin/sh
            set -e
            # a comment that continues nothing \
            iptables -A INPUT -p udp -s! 192.168.1.0/24 --dport 111 -j DROP   # why

            sudo /sbin/ip6tables -A INPUT \
                -j DROP
            """
        );
        commands
            .Should()
            .Equal(
                new ScriptCommand(
                    IpFamily.IPv4,
                    [
                        "-A",
                        "INPUT",
                        "-p",
                        "udp",
                        "-s!",
                        "192.168.1.0/24",
                        "--dport",
                        "111",
                        "-j",
                        "DROP",
                    ],
                    4,
                    "iptables -A INPUT -p udp -s! 192.168.1.0/24 --dport 111 -j DROP   # why"
                ),
                new ScriptCommand(
                    IpFamily.IPv6,
                    ["-A", "INPUT", "-j", "DROP"],
                    6,
                    "sudo /sbin/ip6tables -A INPUT -j DROP"
                )
            );
    }

    [Theory]
    [InlineData("LAN=192.168.1.0/24\niptables -s $LAN", "-s", "192.168.1.0/24")]
    [InlineData("N=1\nLAN=192.168.${N}.0/24\niptables \"-s\" \"${LAN}\"", "-s", "192.168.1.0/24")]
    [InlineData("T=/sbin/iptables\n$T '$T' a\"b c\"'d'\\$e", "$T", "ab cd$e")]
    [InlineData("iptables '' \"\\\"\\n\"", "", "\"\\n")]
    public void Quotes_and_variables_are_expanded_as_sh_does(string text, params string[] arguments)
    {
        ScriptReader.Read("f", text)[^1].Arguments.Should().Equal(arguments);
    }

    [Theory]
    [InlineData("iptables -L | grep x", 1, 13, "found \"|\", which needs a shell")]
    [InlineData("# x\niptables -F; iptables -X", 2, 12, "found \";\"")]
    [InlineData("iptables -F && iptables -X", 1, 13, "found \"&\"")]
    [InlineData("iptables -s $(cat lan)", 1, 13, "found \"$\", expected a variable")]
    [InlineData("iptables -s \"`cat lan`\"", 1, 14, "found a command substitution")]
    [InlineData("iptables-save", 1, 1, "found \"iptables-save\", expected iptables or ip6tables")]
    [InlineData("iptables -S > x", 1, 13, "found \">\"")]
    [InlineData("iptables -s 10.0.0.{1,2} -L", 1, 20, "found \"{\"")]
    [InlineData("iptables -s 10.0.0.[12] -L", 1, 20, "found \"[\"")]
    [InlineData("{ iptables -L", 1, 1, "found \"{\"")]
    [InlineData("if true", 1, 1, "found \"if\"")]
    [InlineData("iptables -s $LAN", 1, 13, "found $LAN, which the script hasn't assigned")]
    [InlineData("L='a b'\niptables -s $L", 2, 13, "is not exactly one word")]
    [InlineData("E=\niptables -s $E", 2, 13, "is not exactly one word")]
    [InlineData("iptables \\\n  -s 'x", 2, 6, "found a quote that the line doesn't close")]
    [InlineData("X=1 iptables -F", 1, 1, "found \"X=1\" before a command")]
    [InlineData("set -o pipefail", 1, 1, "found a \"set\"")]
    [InlineData("/tmp/iptables -F", 1, 1, "found \"/tmp/iptables\"")]
    [InlineData("iptables -F\r\n", 1, 12, "found a carriage return")]
    public void What_needs_a_shell_is_refused_at_its_place(
        string text,
        int line,
        int column,
        string message
    )
    {
        var read = () => ScriptReader.Read("rules.sh", text);
        read.Should().Throw<InputException>().WithMessage($"rules.sh:{line}:{column}: *{message}*");
    }

    [Theory]
    [InlineData("iptables --modprobe=/tmp/x -L", 10)]
    [InlineData("iptables -L --modp /tmp/x", 13)]
    [InlineData("ip6tables -vM /tmp/x -L", 11)]
    public void A_program_for_the_tool_to_start_is_refused(string text, int column)
    {
        var read = () => ScriptReader.Read("rules.sh", text);
        read.Should()
            .Throw<InputException>()
            .WithMessage($"rules.sh:1:{column}: *start a program*");
    }

    [Theory]
    [InlineData("iptables -A INPUT -m statistic --mode random --probability 0.5 -j MARK")]
    [InlineData("iptables -A INPUT -j LOG --log-prefix '-ICMP-'")]
    public void Options_that_only_look_alike_are_taken(string text) =>
        ScriptReader.Read("rules.sh", text).Should().HaveCount(1);

    [Theory]
    [InlineData("--log-prefix foo{}bar", "foo{}bar")]
    [InlineData("--to-destination [2001:db8::2]:22", "[2001:db8::2]:22")]
    public void Brackets_that_a_shell_leaves_alone_are_taken(string options, string word) =>
        ScriptReader
            .Read("rules.sh", $"iptables -A INPUT {options}")
            .Single()
            .Arguments[^1]
            .Should()
            .Be(word);

    [Fact]
    public void Our_own_script_is_read_whole()
    {
        var policy = Protections.IptablesProtectionTests.Small(Hardening.Policies.Otherwise.Reject);
        var script = Hardening.Protections.ScriptProtection.File(policy);
        ScriptReader.Read(script.Name, script.Text).Should().HaveCount(17);
    }
}
