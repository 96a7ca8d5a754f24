using CsCheck;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Tests.Rulesets.Iptables.Extensions;

public sealed class RuleSpecificationTests
{
    private static readonly string[] Vocabulary =
    [
        .. """
            ! -s -d -p -i -o -j -g -m -f -c 10.0.0.1 10.1/16 ::1 1.2.3.4/255.0.255.0 tcp udp icmp all 6 eth0 + ACCEPT LOG REJECT
            DNAT MARK CHAIN conntrack limit state multiport mark comment recent hashlimit time string set policy statistic tcp udp
            --dport --sport --dports --syn --tcp-flags SYN,ACK SYN --ctstate NEW,ESTABLISHED --limit 5/min --limit-burst 5 --mark
            0x1/0xff --comment --set --name x --hashlimit-upto 512kb/s --hashlimit-name --timestart 10:00 --weekdays Mon,2 --algo bm
            --string --hex-string |00| --match-set src,dst --dir in --pol ipsec --next --mode nth --every 3 --packet 2 --log-prefix
            --log-level info --reject-with tcp-reset --to-destination 10.0.0.1:80 --set-mark 22 1:5 http --source=10.0.0.1 -ptcp -s!
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.Int[0, Vocabulary.Length - 1].Select(index => Vocabulary[index]),
        Gen.String[Gen.Char["-!,:/.ab01 \"\\"], 0, 8]
    );

    [Theory]
    [InlineData("-p tcp --dport ssh -j ACCEPT", "-p tcp -m tcp --dport 22 -j ACCEPT")]
    [InlineData("-jDROP -ptcp -s10.1.2.3/8", "-s 10.0.0.0/8 -p tcp -j DROP")]
    [InlineData("--proto udp --source-p 53:53", "-p udp -m udp --sport 53")]
    [InlineData("-p icmp ! --icmp-type ping", "-p icmp -m icmp ! --icmp-type 8")]
    [InlineData("-s 10/8", "-s 10.0.0.0/8")]
    [InlineData("-s 010.0.0.1", "-s 8.0.0.1/32")]
    [InlineData("-s 0.0.0.0/0 -i + -p all -j ACCEPT", "-j ACCEPT")]
    [InlineData("-m limit --limit 700000/hour", "-m limit --limit 196/sec")]
    [InlineData("-j MARK --set-mark 1/3", "-j MARK --set-xmark 0x1/0x3")]
    [InlineData(
        "-m string --hex-string |0001|ab --algo bm",
        "-m string --hex-string \"|00016162|\" --algo bm"
    )]
    [InlineData("-vw 5 -c 1 2 -j ACCEPT", "-j ACCEPT")]
    [InlineData("-g ELSEWHERE", "-g ELSEWHERE")]
    public void A_rule_is_printed_as_iptables_save_prints_it(string rule, string saved) =>
        Read(rule).Should().Be(new RuleSpecification([], [saved]));

    [Fact]
    public void Lists_of_addresses_are_as_many_rules() =>
        Read("-s 10.0.0.1,10.0.0.2 -d 10.1.0.0/16,10.2.0.0/16 -j DROP")
            .Texts.Should()
            .Equal(
                "-s 10.0.0.1/32 -d 10.1.0.0/16 -j DROP",
                "-s 10.0.0.1/32 -d 10.2.0.0/16 -j DROP",
                "-s 10.0.0.2/32 -d 10.1.0.0/16 -j DROP",
                "-s 10.0.0.2/32 -d 10.2.0.0/16 -j DROP"
            );

    [Theory]
    [InlineData("-s! 10.0.0.1 -j DROP", 0, "-s", "! -s 10.0.0.1/32 -j DROP")]
    [InlineData("-s ! 10.0.0.1 -j DROP", 1, "-s", "! -s 10.0.0.1/32 -j DROP")]
    [InlineData("-p tcp --dport ! 22", 3, "--dport", "-p tcp -m tcp ! --dport 22")]
    public void A_negation_behind_its_option_is_told_and_read_as_it_was_meant(
        string rule,
        int word,
        string option,
        string saved
    )
    {
        var read = Read(rule);
        read.Texts.Should().Equal(saved);
        var fault = read.Faults.Should().ContainSingle().Subject;
        fault.IsOldNegation.Should().BeTrue();
        fault.Word.Should().Be(word);
        fault
            .Message.Should()
            .StartWith($"found \"!\" behind {option}, expected it before: ! {option}");
    }

    [Theory]
    [InlineData("-p tcp foo", 2, "found \"foo\", expected an option")]
    [InlineData(
        "-m tcp --dport x",
        3,
        "found \"x\", expected a port from 0 to 65535 or a name of services(5), or a range of such with a colon between behind --dport"
    )]
    [InlineData("-m limit --limit", 3, "found nothing behind --limit, expected its argument")]
    [InlineData(
        "-m fro",
        1,
        "found \"fro\", expected a match of iptables-extensions(8) that IPv4 has"
    )]
    [InlineData(
        "--dport 22",
        0,
        "found \"--dport\", expected an option of a match or target that is loaded before it"
    )]
    [InlineData("--s 22", 0, "found \"--s\", expected one of --source, --set-counters")]
    [InlineData("! -p 0", 1, "found ! -p all, expected a protocol: such a rule would never match")]
    [InlineData("-p tcp ! ! --syn", 3, "found a second \"!\", expected an option")]
    [InlineData(
        "-p tcp --tcp-flags SYN",
        4,
        "found nothing behind --tcp-flags, expected its argument"
    )]
    [InlineData("-m mark", 2, "found -m mark without it, expected --mark")]
    [InlineData(
        "-m ttl ! --ttl-gt 3",
        3,
        "found \"!\" before --ttl-gt, expected none: it can't be negated"
    )]
    [InlineData("-j DROP -j ACCEPT", 2, "found a second -j, expected one target")]
    [InlineData("-A INPUT", 0, "found \"-A\", expected an option of a rule")]
    public void What_the_tool_refuses_is_told_by_its_word(string rule, int word, string message)
    {
        var read = Read(rule);
        read.Texts.Should().BeEmpty();
        read.Faults.Select(fault => (fault.Word, fault.Message)).Should().Equal((word, message));
    }

    [Theory]
    [InlineData("-m udp --dport 1", "filter", "INPUT", "-p udp")]
    [InlineData("-j DNAT --to-destination 10.0.0.1", "filter", "INPUT", "it in the table nat")]
    [InlineData("-m owner --uid-owner 0", "filter", "INPUT", "it in OUTPUT, POSTROUTING")]
    [InlineData("-j REJECT --reject-with tcp-reset", "filter", "INPUT", "-p tcp with tcp-reset")]
    public void What_the_kernel_refuses_is_told_apart(
        string rule,
        string table,
        string chain,
        string expected
    )
    {
        var read = RuleSpecification.Read(IpFamily.IPv4, table, chain, rule.Split(' '));
        read.Texts.Should().ContainSingle();
        var fault = read.Faults.Should().ContainSingle().Subject;
        fault.IsOfKernel.Should().BeTrue();
        fault.Expected.Should().Be(expected);
    }

    [Fact]
    public void A_chain_of_ones_own_is_reached_from_anywhere() =>
        RuleSpecification
            .Read(IpFamily.IPv4, "filter", "mine", ["-m", "owner", "--uid-owner", "0"])
            .Faults.Should()
            .BeEmpty();

    [Fact]
    public void A_rule_that_stands_for_too_many_is_refused() =>
        Read($"-s {string.Join(',', Enumerable.Repeat("10.0.0.1", 2000))}")
            .Faults.Single()
            .Message.Should()
            .Be("found 2000 addresses, expected 1024 rules at most of one");

    [Fact]
    public void Any_words_are_judged_and_the_print_of_what_is_taken_is_a_fixed_point() =>
        Gen.Select(Word.Array[0, 12], Gen.Bool)
            .Sample(
                (words, isIpv4) =>
                {
                    var family = isIpv4 ? IpFamily.IPv4 : IpFamily.IPv6;
                    return RuleSpecification
                        .Read(family, "filter", "INPUT", words)
                        .Texts.All(text => IsFixed(family, text));
                },
                iter: 20_000
            );

    private static bool IsFixed(IpFamily family, string text) =>
        RuleSpecification
            .Read(
                family,
                "filter",
                "INPUT",
                SaveText.Read("r", $"*t\n-A x {text}\nCOMMIT\n").Sections[0].Find("x")![0].Rest(2)
            )
            .Texts
            is [var again]
        && again == text;

    private static RuleSpecification Read(string rule) =>
        RuleSpecification.Read(IpFamily.IPv4, null, null, rule.Split(' '));
}
