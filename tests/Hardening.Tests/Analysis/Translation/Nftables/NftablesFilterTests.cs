using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Translation.Nftables;

public sealed class NftablesFilterTests
{
    private const string Head =
        "table inet t {\n\tset s { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.1.1-192.168.1.9 } }\n\tset d { type ipv4_addr; flags dynamic,timeout; elements = { 10.9.9.9 } }\n\tmap v { type inet_service : verdict; elements = { 22 : accept, 23 : drop } }\n\tmap p { type ipv4_addr . inet_service : verdict; flags interval; elements = { 10.0.0.0/8 . 80-90 : accept } }\n\tchain other { return }\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\t";

    /// <summary>Two ways to say the same of all packets that come in, over IPv4 and IPv6.</summary>
    [Theory]
    [InlineData("tcp dport 22 accept", "meta l4proto tcp th dport 22 accept")]
    [InlineData("tcp dport 22 accept", "meta l4proto tcp @th,16,16 22 accept")]
    [InlineData("tcp dport { 22, 80-90 } accept", "tcp dport 22 accept\ntcp dport 80-90 accept")]
    [InlineData("tcp dport != 22 accept", "tcp dport { 0-21, 23-65535 } accept")]
    [InlineData("tcp dport < 22 accept", "tcp dport 0-21 accept")]
    [InlineData("tcp dport vmap @v", "tcp dport 22 accept\ntcp dport 23 drop")]
    [InlineData(
        "tcp dport vmap { 22 : accept, * : drop }",
        "tcp dport 22 accept\nmeta l4proto tcp drop"
    )]
    [InlineData(
        "tcp dport vmap { 22 : continue, 23 : drop } accept",
        "tcp dport 23 drop\ntcp dport 22 accept"
    )]
    [InlineData(
        "ip saddr @s accept",
        "ip saddr 10.0.0.0/8 accept\nip saddr 192.168.1.1-192.168.1.9 accept"
    )]
    [InlineData("ip saddr != @s accept", "ip saddr @s drop\nmeta nfproto ipv4 accept")]
    [InlineData("ip saddr . tcp dport vmap @p", "ip saddr 10.0.0.0/8 tcp dport 80-90 accept")]
    [InlineData(
        "ip saddr . tcp dport { 10.0.0.1 . 22, 10.0.0.2 . 23 } accept",
        "ip saddr 10.0.0.1 tcp dport 22 accept\nip saddr 10.0.0.2 tcp dport 23 accept"
    )]
    [InlineData("ip saddr & 255.0.0.0 == 10.0.0.0 accept", "ip saddr 10.0.0.0/8 accept")]
    [InlineData("meta nfproto ipv6 accept", "ip6 saddr ::/0 accept")]
    [InlineData("ct state established,related accept", "ct state { established, related } accept")]
    [InlineData(
        "ct state vmap { established : accept, invalid : drop }",
        "ct state established accept\nct state invalid drop"
    )]
    [InlineData("iifname \"eth*\" accept", "iifname != \"eth*\" drop\naccept")]
    [InlineData("iif lo accept", "iifname \"lo\" accept")]
    [InlineData(
        "tcp flags syn / fin,syn,rst,ack accept",
        "tcp flags & (fin | syn | rst | ack) == syn accept"
    )]
    [InlineData("tcp flags syn,ack accept", "tcp flags & (syn | ack) != 0 accept")]
    [InlineData("meta mark set 5 meta mark 5 accept", "accept")]
    [InlineData("meta mark & 0xf == 3 accept", "meta mark & 0xf != 3 drop\naccept")]
    [InlineData("meta mark set meta mark & 0xff00 | 0x1 meta mark & 0xff 1 accept", "accept")]
    // Where conntrack has been, only what it took for invalid has no connection.
    [InlineData("notrack ct state untracked accept", "ct state { invalid, untracked } accept")]
    [InlineData("ct status dnat accept", "ct status & dnat != 0 accept")]
    [InlineData("ct direction reply accept", "ct direction != original accept")]
    [InlineData(
        "ct direction { original, reply } accept",
        "ct state { new, established, related } accept"
    )]
    [InlineData("ct mark 1-5 accept", "ct mark < 6 ct mark != 0 accept")]
    [InlineData("fib daddr type local accept", "fib daddr type != local drop\naccept")]
    [InlineData("meta mark >> 8 == 0x12 accept", "meta mark & 0xffffff00 == 0x1200 accept")]
    [InlineData("(meta mark & 0xff00) >> 8 == 0x12 accept", "meta mark & 0xff00 == 0x1200 accept")]
    [InlineData(
        "ct mark set meta mark ct mark 5 accept",
        "ct state { new, established, related } meta mark 5 accept"
    )]
    [InlineData(
        "ct mark set 7 meta mark set ct mark meta mark 7 accept",
        "ct state { new, established, related } accept"
    )]
    [InlineData(
        "meta mark set meta mark ^ 0xf meta mark & 0xf == 0xf accept",
        "meta mark & 0xf == 0 accept"
    )]
    [InlineData("ip ttl set 5 ip ttl 5 accept", "meta nfproto ipv4 accept")]
    [InlineData(
        "meta mark set tcp dport map { 22 : 1, 23 : 2 } meta mark 2 accept",
        "tcp dport 23 accept"
    )]
    [InlineData("meta l4proto tcp accept", "tcp dport 22 accept\nmeta l4proto tcp accept")]
    [InlineData("jump other\naccept", "accept")]
    [InlineData("jump { tcp dport 22 accept }\ndrop", "tcp dport 22 accept")]
    [InlineData("ip protocol icmp icmp type echo-request accept", "icmp type echo-request accept")]
    [InlineData("ip ttl 1-5 ip dscp cs1 accept", "ip dscp cs1 ip ttl < 6 ip ttl != 0 accept")]
    [InlineData("ip length 100 accept", "meta nfproto ipv4 meta length 100 accept")]
    [InlineData("ip6 length 60 accept", "meta nfproto ipv6 meta length 100 accept")]
    [InlineData(
        "ip frag-off & 0x1fff == 0 accept",
        "ip frag-off & 0x1fff != 0 drop\nmeta nfproto ipv4 accept"
    )]
    [InlineData("reject", "drop")]
    public void Two_ways_to_say_the_same_are_equal(string one, string other)
    {
        Equal(Head + one + "\n\t}\n}\n", Head + other + "\n\t}\n}\n").Should().BeTrue();
        // What says less is not equal, or nothing would be shown above.
        Equal(
                Head + one + "\n\t}\n}\n",
                Head + "ip daddr 10.1.1.1 udp sport 7 drop\naccept\n\t}\n}\n"
            )
            .Should()
            .BeFalse();
    }

    [Theory]
    [InlineData("limit rate 3/minute accept", "limit rate 3/minute burst 5 packets (t.nft:9)")]
    [InlineData("ip saddr @d accept", "ip saddr @d (t.nft:9)")]
    [InlineData("fib daddr . iif type local accept", "fib daddr . iif type local")]
    [InlineData("fib saddr . iif oif missing drop", "fib saddr . iif exists")]
    [InlineData("fib saddr . iif oif exists drop", "fib saddr . iif exists")]
    [InlineData("numgen inc mod 2 0 accept", "numgen inc mod 2 0 (t.nft:9)")]
    [InlineData("ct count over 3 drop", "ct count 3 (t.nft:9)")]
    [InlineData(
        "add @d { ip saddr limit rate 1/second } accept",
        "room for ip saddr in @d (t.nft:9)",
        "limit rate 1/second burst 5 packets for each ip saddr (t.nft:9)"
    )]
    public void What_is_not_modelled_is_an_unknown_with_a_name(
        string rule,
        params string[] unknowns
    )
    {
        var filter = Read(Head + rule + "\n\t}\n}\n")[0];
        Conditions
            .In(filter)
            .OfType<Condition.Unmodelled>()
            .Select(condition => condition.Name)
            .Distinct()
            .Should()
            .Equal(unknowns);
    }

    [Theory]
    [InlineData(
        "jump othr",
        9,
        "found jump othr, expected a chain of the table inet t; did you mean other?"
    )]
    [InlineData("ip saddr @t accept", 9, "unknown set or map \"t\"")]
    [InlineData(
        "ip6 saddr @s accept",
        9,
        "found @s of the type ipv4_addr, expected one of ipv6_addr"
    )]
    [InlineData("ip saddr 10.0.0.0/33 accept", 9, "found a prefix of 33 bits")]
    [InlineData(
        "tcp dport 70000 accept",
        9,
        "expected a value of the type inet_service from 0 to 65535"
    )]
    [InlineData("jump input", 9, "expected a chain without a hook")]
    [InlineData(
        "jump loop\n}\nchain loop {\ngoto loop",
        12,
        "chains go round in a circle: loop -> loop"
    )]
    public void A_rule_that_can_t_be_is_refused_at_its_place(string rule, int line, string message)
    {
        var read = () => Read(Head + rule + "\n\t}\n}\n");
        read.Should().Throw<InputException>().WithMessage($"t.nft:{line}:*{message}*");
    }

    [Fact]
    public void Base_chains_are_met_by_their_priorities_and_those_of_devices_at_ingress()
    {
        var filter = Read(
            "table netdev n {\n\tchain i {\n\t\ttype filter hook ingress device \"eth0\" priority 0; policy drop;\n\t}\n}\ntable ip a {\n\tchain c {\n\t\ttype filter hook input priority filter + 5;\n\t}\n}\ntable ip b {\n\tchain d {\n\t\ttype nat hook input priority srcnat - 200; policy accept;\n\t}\n}\ntable bridge x {\n\tchain y {\n\t\ttype filter hook input priority 0; policy drop;\n\t}\n}\ntable ip z {\n\tflags dormant\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t}\n}\n"
        )[0];
        filter
            .Along(HookPoint.Ingress, HookPoint.Input)
            .Select(met => (met.Of.Name, met.Chain.Priority))
            .Should()
            .Equal(("netdev n", 0), ("ip a", 5), ("ip b", -100));
    }

    [Fact]
    public void Commands_change_what_texts_before_them_left()
    {
        const string Text =
            "table inet t {\n\tset s { type ipv4_addr; elements = { 10.0.0.1 } }\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t\taccept # handle 7\n\t}\n}\nadd element inet t s { 10.0.0.2 }\ndelete element inet t s { 10.0.0.1 }\nreplace rule inet t c handle 7 ip saddr @s accept\ninsert rule inet t c iif lo accept\nadd rule inet t c index 1 tcp dport 22 accept\n";
        const string Same =
            "table inet t {\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tiif lo accept\n\t\tip saddr 10.0.0.2 accept\n\t\ttcp dport 22 accept\n\t}\n}\n";
        Equal(Text, Same).Should().BeTrue();
    }

    [Fact]
    public void A_destination_that_is_given_is_what_later_chains_see()
    {
        const string Nat =
            "table ip n {\n\tchain p {\n\t\ttype nat hook prerouting priority dstnat;\n\t\ttcp dport 8080 dnat to 10.0.0.1:80\n\t}\n}\n";
        const string Filter =
            "table ip f {\n\tchain i {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tip daddr 10.0.0.1 tcp dport 80 accept\n\t}\n}\n";
        Equal(Nat + Filter, Filter, IpFamily.IPv4).Should().BeFalse();
        Equal(
                Nat + Filter,
                Nat.Replace("10.0.0.1:80", "10.0.0.1-10.0.0.1:80-80", StringComparison.Ordinal)
                    + Filter,
                IpFamily.IPv4
            )
            .Should()
            .BeTrue();
    }

    private static IReadOnlyList<PacketFilter> Read(string text) =>
        FilterReader.Read([new RulesetFile(RulesetKind.Nftables, "t.nft", text)]);

    private static bool Equal(string one, string other, IpFamily? family = null)
    {
        var left = Read(one);
        var right = Read(other);
        return left.Zip(right)
            .Where(pair => family is null || pair.First.Family == family)
            .All(pair => !FilterComparison.Compare(pair.First, pair.Second).Any());
    }
}
