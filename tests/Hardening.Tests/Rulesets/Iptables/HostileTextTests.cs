using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Rulesets;
using Hardening.Rulesets.Ipsets;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Tests.Rulesets.Iptables;

/// <summary>Texts that are cut off, binary, huge or made to take long: an answer or one clear error, soon.</summary>
public sealed class HostileTextTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private const string Rule =
        "-A INPUT -s 10.11.12.13/32 -p tcp -m tcp --dport 443 -m conntrack --ctstate NEW -j ACCEPT\n";

    [Fact]
    public void A_hundred_megabytes_of_rules_are_read()
    {
        const int rules = 1_200_000;
        var text = $"*filter\n{string.Concat(Enumerable.Repeat(Rule, rules))}COMMIT\n";
        text.Length.Should().BeGreaterThan(100_000_000);
        Timed(() => SaveText.Read("r", text).Sections[0].Find("INPUT")!.Count.Should().Be(rules));
    }

    [Fact]
    public void A_hundred_megabytes_in_one_line_are_refused()
    {
        var text = $"*filter\n-A INPUT {new string('x', 100_000_000)}\nCOMMIT\n";
        Timed(() =>
            SaveText
                .ReadAny("r", text)
                .Faults.Single()
                .Message.Should()
                .StartWith("found a line of 100000009 characters")
        );
        Timed(() =>
            RulesetRecognition.Recognise("rules", text).File.Kind.Should().Be(RulesetKind.Iptables)
        );
    }

    [Theory]
    [InlineData("*filter\n-A INPUT -p tcp\n")]
    [InlineData("*filter\n-A INPUT -p tcp\nCOMMI")]
    [InlineData("*filter\n:INPUT ACC")]
    [InlineData("*fil")]
    [InlineData("\u0001\u0002\0\uffff")]
    public void A_text_that_is_cut_off_or_binary_is_refused(string text)
    {
        var read = () => SaveText.Read("r", text);
        read.Should().Throw<InputException>();
    }

    [Fact]
    public void Words_that_say_much_in_a_line_are_judged_soon()
    {
        string[] hostile =
        [
            $"-m recent {string.Join(' ', Enumerable.Repeat("-m recent --set", 600))}",
            $"-s {string.Join(',', Enumerable.Repeat("10.0.0.1", 100))} -d {string.Join(',', Enumerable.Repeat("10.0.0.1", 100))}",
            string.Join(' ', Enumerable.Repeat("!", 5000)),
            $"-m policy --dir in --pol ipsec {string.Join(' ', Enumerable.Repeat("--next", 1500))}",
            $"-m u32 --u32 {new string('0', 900)}",
            $"-{new string('v', 1000)}",
            $"-m string --algo bm --hex-string {new string('|', 1000)}",
        ];
        Timed(() =>
        {
            foreach (var rule in hostile)
            {
                RuleSpecification
                    .Read(IpFamily.IPv4, "filter", "INPUT", rule.Split(' '))
                    .Texts.Count.Should()
                    .BeLessThanOrEqualTo(1024);
            }
        });
    }

    [Fact]
    public void Entries_without_end_are_read()
    {
        const int entries = 500_000;
        var text =
            $"create x hash:net family inet\n{string.Concat(Enumerable.Range(0, entries).Select(number => $"add x 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\n"))}";
        Timed(() => IpsetText.Read("s", text).Sets[0].Entries.Should().HaveCount(entries));
    }

    private static void Timed(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        clock.Elapsed.Should().BeLessThan(Soon);
    }
}
