using System.Text.RegularExpressions;
using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;
using Hardening.Tests.Rulesets;

namespace Hardening.Tests.Analysis.Differences;

/// <summary>
/// Rules of iptables beside what iptables-translate makes of them, by its own tests: each pair is proved equal, with the chain's
/// policy ACCEPT and with DROP, or shown different with a packet.
/// </summary>
public sealed partial class TranslatedPairsTests
{
    /// <summary>What certainly differs, by one packet of each. All of these are faults of the translation.</summary>
    private static readonly Dictionary<string, string> Different = new()
    {
        // Over IPv4 a match looks for its header, which a later fragment does not have; nft's asks for the protocol alone.
        ["iptables -A INPUT -p 51 -m ah --ahspi 0:4294967295 -j DROP"] =
            "protocol 51 198.51.100.7 -> 192.168.1.10 on eth0",
        ["iptables -A INPUT -p 50 -m esp --espspi 0:4294967295 -j DROP"] =
            "protocol 50 198.51.100.7 -> 192.168.1.10 on eth0",
        ["iptables -A INPUT -p sctp -m sctp -j DROP"] =
            "protocol 132 198.51.100.7 -> 192.168.1.10 on eth0",
        ["iptables -I OUTPUT -p tcp --sport 0:65535 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on lo",
        ["iptables -I OUTPUT -p udp --sport 0:65535 -j ACCEPT"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on lo",
        // A match without its protocol, which the kernel refuses to take from iptables.
        ["iptables -A INPUT -m sctp -j DROP"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0",
        ["iptables -t filter -A INPUT -m icmp --icmp-type echo-reply -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0",
        ["iptables -t filter -A INPUT -m icmp --icmp-type 3 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0",
        ["iptables -t filter -A INPUT -m icmp ! --icmp-type 3 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0",
        ["iptables -t filter -A INPUT -m icmp --icmp-type any -j ACCEPT"] =
            "icmp 198.51.100.7 -> 192.168.1.10 on eth0",
        ["iptables -t filter -A INPUT -m icmp --icmp-type 16 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0",
    };

    /// <summary>Where one of the two can't be read: the shell would change the command, or iptables or nft refuses the text too.</summary>
    private static readonly string[] Refused =
    [
        "iptables -A FORWARD -i * -o eth*foo",
        "iptables -A FORWARD -i eth*foo*+ -o eth++",
        "ip6tables -A INPUT -m ah --ahspi 0:4294967295",
        "ip6tables -A INPUT -m rt ! --rt-segsleft 0:4294967295 -j ACCEPT",
        "iptables -t filter -A INPUT -m icmp --icmp-type info-request -j ACCEPT",
        "ip6tables -t nat -A PREROUTING -p tcp -j DNAT --to-destination [fec0::1234-fec0::2000]:1-20",
        "iptables -A INPUT -p tcp -m tcp --sport http -s  192.168.0.0/16 -d 192.168.0.0/16 -j LONGNACCEPT -m comment --comment \"foobar\"",
        "ip6tables -A INPUT -p 50 -m esp --espspi 0:4294967295 -j DROP",
        "iptables -A INPUT -p sctp --chunk-types only SHUTDOWN_COMPLETE -j ACCEPT",
    ];

    [Fact]
    public void Each_pair_is_equal_or_differs_by_a_packet()
    {
        var judged = Corpus
            .Files("iptables/extensions", "*.txlate")
            .SelectMany(path => Pair.In(File.ReadAllLines(path)))
            .Where(pair => pair.IsAsked)
            .Select(pair => (pair.Command, Outcome: Judge(pair)))
            .ToList();

        judged
            .Where(one => one.Outcome is Outcome.Differs)
            .Select(one => $"{one.Command}: {((Outcome.Differs)one.Outcome).Packet}")
            .Should()
            .BeEquivalentTo(Different.Select(one => $"{one.Key}: {one.Value}"));
        judged
            .Where(one => one.Outcome is Outcome.Unread)
            .Select(one => one.Command)
            .Should()
            .BeEquivalentTo(Refused);
        // These hang on what is known by its text alone, which is another one in each language.
        judged.Count(one => one.Outcome is Outcome.Open).Should().Be(68);
        judged.Count(one => one.Outcome is Outcome.Equal).Should().Be(291);
    }

    private static Outcome Judge(Pair pair)
    {
        try
        {
            var differences = pair
                .Policies.SelectMany(policy =>
                    FilterComparison.Compare(pair.Iptables(policy), pair.Nftables(policy))
                )
                .ToList();
            return differences.Count == 0 ? new Outcome.Equal()
                : differences.Find(one => one.IsCertain) is { } certain
                    ? new Outcome.Differs($"{certain.Boxes[0].Packet}")
                : new Outcome.Open();
        }
        catch (InputException)
        {
            return new Outcome.Unread();
        }
    }

    private abstract record Outcome
    {
        private Outcome() { }

        internal sealed record Equal : Outcome;

        /// <param name="Packet">One that fares differently, whatever is unknown.</param>
        internal sealed record Differs(string Packet) : Outcome;

        internal sealed record Open : Outcome;

        internal sealed record Unread : Outcome;
    }

    /// <param name="Command">The command of iptables or ip6tables.</param>
    /// <param name="Translation">The commands of nft.</param>
    private sealed partial record Pair(string Command, string Translation)
    {
        private readonly string table = TableOption().Match(Command) is { Success: true } named
            ? named.Groups["name"].Value
            : "filter";

        private readonly string chain = ChainOption().Match(Command).Groups["name"].Value;

        private IpFamily Family =>
            Command.StartsWith("ip6", StringComparison.Ordinal) ? IpFamily.IPv6 : IpFamily.IPv4;

        /// <summary>The table filter has no chain PREROUTING.</summary>
        internal bool IsAsked => (table, chain) is not ("filter", "PREROUTING");

        private string Hook => chain.ToLowerInvariant();

        private string Type =>
            (table, Hook) switch
            {
                ("nat", _) => "nat",
                ("mangle", "output") => "route",
                _ => "filter",
            };

        private int Priority =>
            (table, Hook) switch
            {
                ("raw", _) => -300,
                ("mangle", _) => -150,
                ("nat", "prerouting" or "output") => -100,
                ("nat", _) => 100,
                _ => 0,
            };

        /// <summary>The table nat takes no other than ACCEPT.</summary>
        internal string[] Policies => table == "nat" ? ["ACCEPT"] : ["ACCEPT", "DROP"];

        internal PacketFilter Iptables(string policy) =>
            Read(
                RulesetKind.Script,
                $"{Command[..Command.IndexOf(' ')]} -t {table} -P {chain} {policy}\n{Command}\n"
            );

        internal PacketFilter Nftables(string policy)
        {
            var place = Place().Match(Translation).Groups;
            var of = place["table"].Value;
            return Read(
                RulesetKind.Nftables,
                FormattableString.Invariant(
                    $"add table {of}\nadd chain {of} {place["chain"].Value} {{ type {Type} hook {Hook} priority {Priority}; policy {policy.ToLowerInvariant()}; }}\n{Translation}\n"
                )
            );
        }

        internal static IEnumerable<Pair> In(IEnumerable<string> lines)
        {
            string? command = null;
            var translation = string.Empty;
            foreach (var line in lines.Append(string.Empty))
            {
                if (NftCommand().Match(line) is { Success: true } nft)
                {
                    translation += nft.Groups["text"].Value + "\n";
                    continue;
                }
                if (command is not null && Place().IsMatch(translation))
                {
                    yield return new Pair(command, translation);
                }
                translation = string.Empty;
                command = IptablesCommand().IsMatch(line)
                    ? LowerChain()
                        .Replace(
                            line.Replace("-translate ", " ", StringComparison.Ordinal),
                            found => found.Value.ToUpperInvariant()
                        )
                    : null;
            }
        }

        private PacketFilter Read(RulesetKind kind, string text) =>
            FilterReader
                .Read([new RulesetFile(kind, "rules", text)])
                .Single(filter => filter.Family == Family);

        [GeneratedRegex("^ip6?tables", RegexOptions.None, 1000)]
        private static partial Regex IptablesCommand();

        [GeneratedRegex("^nft '(?<text>[^']*)'", RegexOptions.None, 1000)]
        private static partial Regex NftCommand();

        /// <summary>Some tests write the built-in chains of nat in small letters.</summary>
        [GeneratedRegex(" (pre|post)routing ", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex LowerChain();

        [GeneratedRegex(" -t (?<name>\\w+)", RegexOptions.None, 1000)]
        private static partial Regex TableOption();

        [GeneratedRegex(" -[AI] (?<name>\\w+)", RegexOptions.None, 1000)]
        private static partial Regex ChainOption();

        [GeneratedRegex(" rule (?<table>\\S+ \\S+) (?<chain>\\S+)", RegexOptions.None, 1000)]
        private static partial Regex Place();
    }
}
