using System.Text.RegularExpressions;
using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;
using Hardening.Tests.Rulesets;

namespace Hardening.Tests.Analysis.Differences;

/// <summary>
/// Rules of iptables, ebtables and arptables beside what iptables-translate and its kin make of them, by their own tests: each pair is
/// proved equal, with the chain's policy ACCEPT and with DROP, or shown different with a packet.
/// </summary>
public sealed partial class TranslatedPairsTests
{
    /// <summary>
    /// What differs, by one packet of each and all those that differ as it does; whatever is unknown, or by something that both sides
    /// ask and that may be so or not. All of these are faults of the translation.
    /// </summary>
    private static readonly Dictionary<string, string> Different = new()
    {
        // Over IPv6 AH is an extension header: no protocol is 51. nft's counts its length in words, and wants 1 where iptables wants 0.
        ["ip6tables -A INPUT -m ah --ahspi 500 -j DROP"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 2 [protocol not ah, spi 500, extension headers 2-3, 6-7, 10-11, 14-15]",
        ["ip6tables -A INPUT -m ah --ahspi 500:550 -j DROP"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 2 [protocol not ah, spi 500-550, extension headers 2-3, 6-7, 10-11, 14-15]",
        ["ip6tables -A INPUT -m ah ! --ahlen 120"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 2 [protocol not ah, extension headers 2-3, 6-7, 10-11, 14-15, ah hdrlength not 28]",
        ["ip6tables -A INPUT -m ah --ahres"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 2 [extension headers 2-3, 6-7, 10-11, 14-15, ah reserved 0]",
        ["ip6tables -A INPUT -m ah --ahspi 500 ! --ahlen 120 -j DROP"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 2 [protocol not ah, spi 500, extension headers 2-3, 6-7, 10-11, 14-15, ah hdrlength not 28]",
        ["ip6tables -A INPUT -m ah --ahspi 500 --ahlen 120 --ahres -j ACCEPT"] =
            "protocol 51 2001:db8:ffff::7 -> 2001:db8::1 on eth0 with ah hdrlength 120, ah reserved 1 [protocol ah, spi 500, ah hdrlength 120, ah reserved 1]",
        // Over IPv4 a match looks for its header, which a later fragment does not have; nft's asks for the protocol alone, or whether an option is missing.
        ["iptables -A INPUT -p 51 -m ah --ahspi 0:4294967295 -j DROP"] =
            "protocol 51 198.51.100.7 -> 192.168.1.10 on eth0 [protocol ah, fragment later]",
        ["iptables -t filter -A INPUT -m icmp --icmp-type any -j ACCEPT"] =
            "icmp 198.51.100.7 -> 192.168.1.10 on eth0 [protocol icmp, fragment later]",
        ["iptables -A INPUT -p 50 -m esp --espspi 0:4294967295 -j DROP"] =
            "protocol 50 198.51.100.7 -> 192.168.1.10 on eth0 [protocol esp, fragment later]",
        ["iptables -A INPUT -p sctp -m sctp -j DROP"] =
            "protocol 132 198.51.100.7 -> 192.168.1.10 on eth0 [protocol sctp, fragment later]",
        ["iptables -A INPUT -p tcp --tcp-option 23"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol tcp, fragment later] if tcp option 23",
        ["iptables -A INPUT -p tcp ! --tcp-option 23"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol tcp, fragment later] if not tcp option 23",
        ["iptables -I OUTPUT -p tcp --sport 0:65535 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on lo [protocol tcp, fragment later]",
        ["iptables -I OUTPUT -p udp --sport 0:65535 -j ACCEPT"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on lo [protocol udp, fragment later]",
        // A match without its protocol, which the kernel refuses to take from iptables.
        ["ip6tables -A INPUT -m mh --mh-type 0:255 -j ACCEPT"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 [protocol not 135]",
        ["iptables -t filter -A INPUT -m icmp --icmp-type echo-reply -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not icmp, icmp type 0]",
        ["iptables -t filter -A INPUT -m icmp --icmp-type 3 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not icmp, icmp type 3]",
        ["iptables -t filter -A INPUT -m icmp ! --icmp-type 3 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not icmp, icmp type not 3]",
        ["iptables -t filter -A INPUT -m icmp --icmp-type 16 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not icmp, icmp type 16]",
        ["iptables -A INPUT -m ecn ! --ecn-tcp-ece"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not tcp, tcp flags 0-63, 128-191]",
        ["iptables -A INPUT -m ecn --ecn-tcp-cwr"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not tcp, tcp flags 128-255]",
        ["iptables -t filter -A INPUT -m ipcomp --ipcompspi 0x12 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 with comp cpi 18 [protocol not 108, comp cpi 18]",
        ["iptables -t filter -A INPUT -m ipcomp ! --ipcompspi 0x12 -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not 108, comp cpi not 18]",
        ["iptables -A INPUT -m sctp -j DROP"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not sctp]",
        ["iptables -A INPUT -m tcpmss --mss 42"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 with tcp option maxseg size 42 [protocol not tcp, tcp option maxseg size 42] if tcp option 2",
        ["iptables -A INPUT -m tcpmss ! --mss 42"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not tcp, tcp option maxseg size not 42]",
        ["iptables -A INPUT -m tcpmss --mss 42:1024"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 with tcp option maxseg size 42 [protocol not tcp, tcp option maxseg size 42-1024] if tcp option 2",
        ["iptables -A INPUT -m tcpmss ! --mss 1461:65535"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol not tcp, tcp option maxseg size 0-1460]",
        // iptables gives the length in bytes, nft in units of eight without the first.
        ["ip6tables -t filter -A INPUT -m hbh --hbh-len 22"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 4, hbh hdrlength 22 [extension headers 4-7, 12-15, hbh hdrlength 22]",
        ["ip6tables -t filter -A INPUT -m hbh ! --hbh-len 22"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 4, hbh hdrlength 22 [extension headers 4-7, 12-15, hbh hdrlength 22]",
        ["ip6tables -A INPUT -m rt ! --rt-len 22 -j DROP"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 1, rt hdrlength 22 [extension headers not 0, 2, 4, 6, 8, 10, rt hdrlength 22]",
        ["ip6tables -A INPUT -m rt --rt-type 0 --rt-len 22 -j DROP"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 1, rt hdrlength 22 [extension headers not 0, 2, 4, 6, 8, 10, rt type 0, rt hdrlength 22]",
        ["ip6tables -A INPUT -m rt --rt-type 0 --rt-len 22 ! --rt-segsleft 26 -j ACCEPT"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with extension headers 1, rt hdrlength 22 [extension headers not 0, 2, 4, 6, 8, 10, rt type 0, rt hdrlength 22, rt seg-left not 26]",
        // iptables asks for any reserved bit, nft for a byte that is 1.
        ["ip6tables -t filter -A INPUT -m frag --fragid 100 --fragres --fragmore -j ACCEPT"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 with frag id 100, frag reserved 1 [fragment first, frag id 100, frag reserved 1-3, 8-1023]",
        // nft asks for six of the eight bits.
        ["ebtables -I OUTPUT -o eth0 -p ip6 --ip6-tclass 0xff"] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on lo [oif eth0, dscp 63, ecn 0-2]",
        // The ! before the one is taken for the other too.
        ["iptables -A FORWARD -m devgroup ! --src-group 0x2 --dst-group 0xc/0xc -j ACCEPT"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [iif not none, oif not none, iifgroup not 2, oifgroup not 12-15, 28-31, 44-47, 60-63, 76-79, 92-95]",
        // No interface has the name that stands for none.
        ["iptables -A FORWARD ! -i +"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on INVAL/D [iif INVAL/D]",
        // A packet of no connection meets the ! of iptables, and nft's ends there.
        ["iptables -A INPUT -m connlabel ! --label 40 --set"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [ct state invalid, untracked]",
        ["iptables -A FORWARD -m helper ! --helper ftp"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [ct state invalid, untracked]",
        // Without a socket iptables drops, and nft goes on behind the rule.
        [
            "iptables -t mangle -A PREROUTING -p tcp -j TPROXY --on-port 12345 --on-ip 10.0.0.1 --tproxy-mark 0x23/0xff"
        ] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol tcp] if not a socket for tproxy 10.0.0.1:12345",
        [
            "iptables -t mangle -A PREROUTING -p udp -j TPROXY --on-port 12345 --on-ip 10.0.0.1 --tproxy-mark 0x23"
        ] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol udp] if not a socket for tproxy 10.0.0.1:12345",
        ["iptables -t mangle -A PREROUTING -p udp -j TPROXY --on-port 12345 --on-ip 10.0.0.1"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol udp] if not a socket for tproxy 10.0.0.1:12345",
        ["iptables -t mangle -A PREROUTING -p udp -j TPROXY --on-ip 10.0.0.1 --on-port 0"] =
            "udp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol udp] if not a socket for tproxy 10.0.0.1",
        ["iptables -t mangle -A PREROUTING -p tcp -j TPROXY --on-port 12345"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol tcp] if not a socket for tproxy :12345",
        ["iptables -t mangle -A PREROUTING -p tcp -j TPROXY --on-port 0"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [protocol tcp] if not a socket for tproxy",
        [
            "ip6tables -t mangle -A PREROUTING -p tcp -j TPROXY --on-port 12345 --on-ip dead::beef --tproxy-mark 0x23/0xffff"
        ] =
            "tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0 [protocol tcp] if not a socket for tproxy dead::beef:12345",
        // A set that is full takes no more, and ends the rule of nft; iptables counts on.
        ["iptables -A INPUT -m connlimit --connlimit-above 2"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [every packet] if not ct count 2 for each ip saddr (Script:2), not room for ip saddr in @connlimit0 (Nftables:4)",
        ["iptables -A INPUT -m connlimit --connlimit-upto 2"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [every packet] if ct count 2 for each ip saddr (Script:2), not room for ip saddr in @connlimit0 (Nftables:4)",
        ["iptables -A INPUT -m connlimit --connlimit-upto 2 --connlimit-mask 24"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [every packet] if ct count 2 for each ip saddr & 255.255.255.0 (Script:2), not room for ip saddr & 255.255.255.0 in @connlimit0 (Nftables:4)",
        ["iptables -A INPUT -m connlimit --connlimit-upto 2 --connlimit-daddr"] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:111 on eth0 [every packet] if ct count 2 for each ip daddr (Script:2), not room for ip daddr in @connlimit0 (Nftables:4)",
        [
            "iptables -A OUTPUT -m tcp -p tcp --dport 443 -m hashlimit --hashlimit-above 20kb/s --hashlimit-burst 1mb --hashlimit-mode dstip --hashlimit-name https --hashlimit-dstmask 24 -m state --state NEW -j DROP"
        ] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:443 on lo [ct state new, protocol tcp, dport 443] if --hashlimit-above 20kb/s --hashlimit-burst 1mb --hashlimit-dstmask 24 --hashlimit-mode dstip --hashlimit-name https of hashlimit (Script:2), not room for ip daddr & 255.255.255.0 in @https (Nftables:3)",
        [
            "iptables -A OUTPUT -m tcp -p tcp --dport 443 -m hashlimit --hashlimit-upto 300 --hashlimit-burst 15 --hashlimit-mode srcip,dstip --hashlimit-name https --hashlimit-htable-expire 300000 -m state --state NEW -j DROP"
        ] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:443 on lo [ct state new, protocol tcp, dport 443] if limit rate 300/second burst 15 packets for each ip daddr . ip saddr of the last 300000 ms (Script:2), not room for ip daddr . ip saddr in @https (Nftables:3)",
        // Of SYNPROXY a SYN must come alone, and an ACK without FIN; nft keeps every SYN and every ACK.
        [
            "iptables -t mangle -A INPUT -i iifname -p tcp -m tcp --dport 80 -m state --state INVALID,UNTRACKED -j SYNPROXY --sack-perm --timestamp --wscale 7 --mss 1460"
        ] =
            "tcp 198.51.100.7:40000 -> 192.168.1.10:80 on iifname [ct state invalid, untracked, iif iifname, protocol tcp, dport 80, tcp flags not 0-2, 4-5, 8-10, 12-13, 16, 24] if not synproxy knows the client",
        // nft looks at the first chunk of a type, iptables at all.
        ["iptables -A INPUT -p sctp --chunk-types all INIT,DATA:iUbE,SACK,ABORT:T -j ACCEPT"] =
            "protocol 132 198.51.100.7 -> 192.168.1.10 on eth0 [protocol sctp] if sctp chunk init exists, not sctp chunk data flags & 15 5, a later sctp chunk data flags & 15 5, sctp chunk sack exists, not sctp chunk abort flags & 1 1, a later sctp chunk abort flags & 1 1",
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
        judged
            .Where(one => one.Outcome is Outcome.Open)
            .Select(one => one.Command)
            .Should()
            .BeEmpty();
        judged.Count(one => one.Outcome is Outcome.Equal).Should().Be(384);
    }

    private static Outcome Judge(Pair pair)
    {
        try
        {
            var differences = pair
                .Policies.SelectMany(pair.Filters)
                .SelectMany(both => FilterComparison.Compare(both.Xtables, both.Nftables))
                .ToList();
            return differences.Count == 0 ? new Outcome.Equal()
                : differences.Find(one => one.IsShown || one.DependsOn.All(pair.CanBeSo))
                    is { } difference
                    ? new Outcome.Differs(Shown(difference))
                : new Outcome.Open();
        }
        catch (InputException)
        {
            return new Outcome.Unread();
        }
    }

    private static string Shown(FilterDifference difference)
    {
        var (text, packet, _, _) = difference.Boxes[0];
        var answers = difference.DependsOn.Select(asked =>
            packet.Answers[asked] ? asked : $"not {asked}"
        );
        return $"{packet} [{text}]"
            + (difference.IsCertain ? "" : $" if {string.Join(", ", answers)}");
    }

    private abstract record Outcome
    {
        private Outcome() { }

        internal sealed record Equal : Outcome;

        /// <param name="Packet">One that fares differently, and all those that do.</param>
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

        private bool IsOfFrames => Command[0] is 'e' or 'a';

        private bool IsOfArp => Command[0] == 'a';

        /// <summary>The table filter has no chain PREROUTING, and arptables no table but it.</summary>
        internal bool IsAsked =>
            IsOfArp
                ? table == "filter"
                : IsOfFrames || (table, chain) is not ("filter", "PREROUTING");

        /// <summary>What only counts, or writes into a log, would be equal to anything else that does: it drops as well.</summary>
        private string Dropping =>
            Comment().Replace(Translation.TrimEnd(), found => $" drop{found.Value}", 1);

        private bool Decides => Target().IsMatch(Command);

        private string Hook => chain.ToLowerInvariant();

        private string Type =>
            (table, Hook) switch
            {
                ("nat", _) when !IsOfFrames => "nat",
                ("mangle", "output") => "route",
                _ => "filter",
            };

        private int Priority =>
            (table, Hook) switch
            {
                ("filter", _) when IsOfFrames && !IsOfArp => -200,
                ("raw", _) => -300,
                ("mangle", _) => -150,
                ("nat", "prerouting" or "output") => -100,
                ("nat", _) => 100,
                _ => 0,
            };

        /// <summary>The table nat takes no other than ACCEPT.</summary>
        internal string[] Policies =>
            table == "nat" && !IsOfFrames ? ["ACCEPT"] : ["ACCEPT", "DROP"];

        /// <summary>What each of the two makes of packets, family by family, or of frames.</summary>
        internal IEnumerable<(PacketFilter Xtables, PacketFilter Nftables)> Filters(
            string policy
        ) => Xtables(policy).Zip(Nftables(policy));

        private IEnumerable<PacketFilter> Xtables(string policy) =>
            IsOfFrames
                ? Read(
                    IsOfArp ? RulesetKind.Arptables : RulesetKind.Ebtables,
                    $"*{table}\n:{chain} {policy}\n-A {chain} {Rule().Match(Command).Groups["text"].Value}{(Decides ? "" : " -j DROP")}\n"
                )
                : Read(
                    RulesetKind.Script,
                    $"{Command[..Command.IndexOf(' ')]} -t {table} -P {chain} {policy}\n{Command}{(Decides ? "" : " -j DROP")}\n"
                );

        private IEnumerable<PacketFilter> Nftables(string policy)
        {
            var place = Place().Match(Translation).Groups;
            var of = place["table"].Value;
            return Read(
                RulesetKind.Nftables,
                FormattableString.Invariant(
                    $"add table {of}\nadd chain {of} {place["chain"].Value} {{ type {Type} hook {Hook} priority {Priority}; policy {policy.ToLowerInvariant()}; }}\n{(Decides ? Translation : Dropping)}\n"
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
                command = XtablesCommand().IsMatch(line)
                    ? LowerChain()
                        .Replace(
                            line.Replace("-translate ", " ", StringComparison.Ordinal),
                            found => found.Value.ToUpperInvariant()
                        )
                    : null;
            }
        }

        /// <summary>Something that nobody knows, and that both sides hang on in the same way, or that may be so or not whatever else is.</summary>
        internal bool CanBeSo(string name)
        {
            return Filters("ACCEPT")
                .Any(both =>
                    Asked(both.Xtables) is { } one
                    && (one.IsFree || Asked(both.Nftables) is not null)
                );

            Condition.Unmodelled? Asked(PacketFilter filter) =>
                Conditions
                    .In(filter)
                    .OfType<Condition.Unmodelled>()
                    .FirstOrDefault(one => one.Name == name);
        }

        private PacketFilter[] Read(RulesetKind kind, string text)
        {
            RulesetFile[] files = [new RulesetFile(kind, $"{kind}", text)];
            return IsOfFrames
                ?
                [
                    .. FilterReader
                        .ReadWithFrames(files)
                        .Where(filter => filter.Layer != FilterLayer.Ip)
                        .Where(filter => (filter.Layer == FilterLayer.Arp) == IsOfArp),
                ]
                :
                [
                    .. FilterReader
                        .Read(files)
                        .Where(filter =>
                            (filter.Family == IpFamily.IPv6)
                            == Command.StartsWith("ip6", StringComparison.Ordinal)
                        ),
                ];
        }

        [GeneratedRegex("^(ip6?|eb|arp)tables", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex XtablesCommand();

        [GeneratedRegex("^nft '(?<text>[^']*)'", RegexOptions.None, 1000)]
        private static partial Regex NftCommand();

        /// <summary>Some tests write the built-in chains of nat in small letters.</summary>
        [GeneratedRegex(" (pre|post)routing ", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex LowerChain();

        [GeneratedRegex(" -t (?<name>\\w+)", RegexOptions.None, 1000)]
        private static partial Regex TableOption();

        [GeneratedRegex(" -[AI] (?<name>\\w+)", RegexOptions.None, 1000)]
        private static partial Regex ChainOption();

        [GeneratedRegex(" comment .*$|$", RegexOptions.None, 1000)]
        private static partial Regex Comment();

        [GeneratedRegex(" -[jg] ", RegexOptions.None, 1000)]
        private static partial Regex Target();

        [GeneratedRegex(" -[AI] \\w+ (?<text>.*)", RegexOptions.None, 1000)]
        private static partial Regex Rule();

        [GeneratedRegex(" rule (?<table>\\S+ \\S+) (?<chain>\\S+)", RegexOptions.None, 1000)]
        private static partial Regex Place();
    }
}
