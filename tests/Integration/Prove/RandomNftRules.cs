namespace Integration.Prove;

/// <summary>Rulesets of nft that nobody would write, about the packets that a proof of the default policy sends.</summary>
internal sealed class RandomNftRules
{
    private static readonly string[] Ipv4 =
    [
        "192.168.1.0/24",
        "192.168.1.128",
        "192.168.0.0/16",
        "192.168.1.10",
        "10.0.0.0/8",
        "127.0.0.0/8",
        "203.0.113.1",
        "128.0.0.0/1",
        "192.168.1.1-192.168.1.127",
    ];

    private static readonly string[] Ipv6 =
    [
        "fe80::/10",
        "fe80::2",
        "2001:db8::/32",
        "2001:db8::1",
        "::1",
        "fd00::/8",
        "2000::/3",
        "fe80::1-fe80::ff",
    ];

    // Of sets no two elements may be about one address.
    private static readonly string[] Apart4 =
    [
        "192.168.1.0-192.168.1.9",
        "192.168.1.10",
        "192.168.1.128/25",
        "192.168.0.0/24",
        "10.0.0.0/8",
        "127.0.0.0/8",
        "200.0.0.0/6",
    ];

    private static readonly string[] Apart6 =
    [
        "fe80::/16",
        "2001:db8::/32",
        "::1",
        "fd00::/8",
        "3000::/4",
    ];

    private static readonly string[] States =
    [
        "new",
        "established",
        "new,established",
        "{ new, established }",
        "invalid",
        "{ invalid, untracked }",
        "!= new",
        "!= { established, invalid }",
        "!= established,related",
        "& (new | related) != 0",
    ];

    private static readonly string[] Flags =
    [
        "syn",
        "!= syn",
        "syn / fin,syn,rst,ack",
        "& (fin | syn | rst | ack) == syn",
        "& (syn | ack) == syn | ack",
        "! ack",
        "{ syn, ack, psh | ack }",
    ];

    private static readonly string[] Chains = ["a", "b", "c"];

    private readonly Random random;

    private RandomNftRules(int seed) => random = new Random(seed);

    /// <summary>The same text for the same seed, as <c>nft -f</c> reads it.</summary>
    internal static string Of(int seed) => new RandomNftRules(seed).Text();

    private string Text() =>
        string.Join(
            '\n',
            [
                .. Ingress(),
                "table inet t {",
                $"\tset four {{ type ipv4_addr; flags interval; elements = {{ {Some(Apart4)} }}; }}",
                $"\tset six {{ type ipv6_addr; flags interval; elements = {{ {Some(Apart6)} }}; }}",
                $"\tset services {{ type inet_proto . inet_service; flags interval; elements = {{ {Some("tcp . 111", "udp . 100-120", "tcp . 1-110", "udp . 2049", "tcp . 112-65535")} }}; }}",
                $"\tset links {{ type ifname; elements = {{ {Some("lo", "lan0", "wan0", "wan1")} }}; }}",
                $"\tmap marks {{ type ipv4_addr : mark; flags interval; elements = {{ {string.Join(", ", Sample(Apart4).Select(one => $"{one} : {Mark()}"))} }}; }}",
                $"\tmap ports {{ type inet_service : verdict; flags interval; elements = {{ {string.Join(", ", Sample("111", "1-110", "112-65535").Select(one => $"{one} : {Verdict(Chains)}"))} }}; }}",
                .. Chains.SelectMany(
                    (chain, at) => Chain(chain, "", Rules(4, Chains[(at + 1)..], isInput: false))
                ),
                .. Base("prerouting", Pick("raw", "raw - 10", "mangle", "-199", "filter")),
                .. Base("input", Pick("filter", "filter - 1", "mangle", "security")),
                .. Chance(2) ? Base("input", Pick("filter", "10"), "second") : [],
                "}",
                .. Chance(3) ? Other("ip") : [],
                .. Chance(3) ? Other("ip6") : [],
                "",
            ]
        );

    private string[] Ingress() =>
        Chance(5)
            ?
            [
                "table netdev n {",
                "\tchain ingress {",
                $"\t\ttype filter hook ingress device \"{Pick("lan0", "wan0", "lo")}\" priority 0; policy accept;",
                $"\t\t{Pick($"ip saddr {Pick(Ipv4)}", $"ip6 saddr {Pick(Ipv6)}")} {Pick("", "tcp dport 111", "udp dport 111")} {Pick("drop", "accept", "meta mark set 1")}",
                "\t}",
                "}",
            ]
            : [];

    private string[] Other(string family) =>
        [
            $"table {family} u {{",
            "\tchain input {",
            $"\t\ttype filter hook input priority {Pick("filter", "-150", "50")}; policy accept;",
            $"\t\t{(family == "ip" ? $"ip saddr {Pick(Ipv4)}" : $"ip6 saddr {Pick(Ipv6)}")} {Pick("", "tcp dport 111", "udp dport != 111", "meta l4proto tcp")} {Pick("drop", "reject", "accept", "counter")}",
            "\t}",
            "}",
        ];

    private IEnumerable<string> Base(string hook, string priority, string? name = null) =>
        name is null && hook == "prerouting" && Chance(2)
            ? []
            : Chain(
                name ?? hook,
                $"\t\ttype filter hook {hook} priority {priority}; policy {(hook == "input" ? Pick("accept", "accept", "drop") : "accept")};",
                Rules(5, Chains, hook == "input")
            );

    private static IEnumerable<string> Chain(string name, string hook, IEnumerable<string> rules) =>
        [$"\tchain {name} {{", hook, .. rules, "\t}"];

    private IEnumerable<string> Rules(int most, string[] below, bool isInput) =>
        Enumerable.Range(0, random.Next(most + 1)).Select(_ => $"\t\t{Rule(below, isInput)}");

    private string Rule(string[] below, bool isInput)
    {
        var words = new List<string>();
        // nft refuses rules that ask for two protocols at once.
        var family = Pick("", "", "ip", "ip6");
        var hasTransport = false;
        if (family.Length > 0)
        {
            words.Add(Address(family));
        }
        if (Chance(4))
        {
            words.Add(Link());
        }
        if (Chance(2))
        {
            words.Add(Transport(family));
            hasTransport = true;
        }
        if (Chance(4))
        {
            words.Add($"ct state {Pick(States)}");
        }
        if (Chance(8))
        {
            words.Add(family.Length > 0 ? Known() : OfFamily());
        }
        if (Chance(6))
        {
            words.Add(Change(family));
        }
        words.Add(
            Chance(10) && below.Length == Chains.Length && !hasTransport ? Choice()
            : isInput && Chance(6) ? Reject(words.Count == 0)
            : Verdict(below)
        );
        return string.Join(' ', words);
    }

    private string Address(string family) =>
        (family, random.Next(6)) switch
        {
            ("ip", 0) => $"ip saddr {Not()}@four",
            ("ip", 1) => $"ip daddr {Not()}{Pick(Ipv4)}",
            ("ip", 2) => $"ip saddr {Not()}{{ {Some(Apart4)} }}",
            ("ip", 3) =>
                $"ip saddr & 255.255.0.255 {Pick("==", "!=")} 192.168.0.{Pick("1", "10", "254")}",
            ("ip", _) => $"ip saddr {Not()}{Pick(Ipv4)}",
            (_, 0) => $"ip6 saddr {Not()}@six",
            (_, 1) => $"ip6 daddr {Not()}{Pick(Ipv6)}",
            (_, 2) => $"ip6 saddr {Not()}{{ {Some(Apart6)} }}",
            _ => $"ip6 saddr {Not()}{Pick(Ipv6)}",
        };

    private string Link() =>
        random.Next(5) switch
        {
            0 => $"iif {Not()}lo",
            1 => $"iifname {Not()}\"{Pick("lan*", "wan*", "l*")}\"",
            2 => $"iifname {Not()}@links",
            3 => $"iifname {Not()}{{ {Some("lo", "lan0", "wan0")} }}",
            _ => $"iifname {Not()}\"{Pick("lo", "lan0", "wan0")}\"",
        };

    private string Transport(string family)
    {
        var transport = Pick("tcp", "udp");
        return random.Next(11) switch
        {
            0 => $"meta l4proto {Not()}{transport}",
            1 => $"tcp flags {Pick(Flags)}",
            2 => $"meta l4proto . th dport {Not()}@services",
            3 => $"{transport} dport {Not()}{{ 22, 100-111, 2049 }}",
            4 => $"meta l4proto {{ tcp, udp }} th dport {Not()}111",
            5 => $"meta l4proto {transport} @th,16,16 {Pick("111", "!= 111", "> 111")}",
            6 => $"{transport} dport {Pick("< 111", "<= 111", "> 110", ">= 112")}",
            7 => $"{transport} sport {Pick("> 1023", "!= 111", "111", "1024-65535")}",
            8 => family == "ip" ? $"ip protocol {Not()}{transport}"
            : family == "ip6" ? $"ip6 nexthdr {transport}"
            : $"meta l4proto {transport}",
            _ => $"{transport} dport {Not()}{Pick("111", "110-112", "1-65535", "112", "sunrpc")}",
        };
    }

    private string Known() =>
        Pick(
            "meta mark 1",
            "meta mark != 1",
            "meta mark & 0x3 == 2",
            "ct mark 2",
            "ct mark != 2",
            "ct direction original",
            "ct direction reply",
            "ct status dnat",
            "ct protocol tcp",
            "meta pkttype host",
            "fib daddr type local",
            "fib saddr type != local",
            "meta mark . meta l4proto { 1 . tcp, 2 . udp }"
        );

    private string OfFamily() =>
        Pick(
            "ct l3proto ipv4",
            "meta nfproto ipv4",
            "meta nfproto != ipv4",
            "meta protocol ip6",
            "ip version 4",
            "ip frag-off & 0x1fff == 0",
            Known()
        );

    private string Change(string family) =>
        Pick(
            $"meta mark set {Mark()}",
            $"meta mark set {Mark()}",
            $"ct mark set {Mark()}",
            "ct mark set meta mark",
            "meta mark set ct mark",
            "meta mark set meta mark & 0x1",
            "meta mark set meta mark | 0x2",
            "meta mark set meta mark ^ 0x3",
            family == "ip6" ? "counter" : "meta mark set ip saddr map @marks",
            "meta mark set meta l4proto map { tcp : 1, udp : 2 }",
            "counter"
        );

    private string Choice() =>
        random.Next(4) switch
        {
            0 => $"{Pick("tcp", "udp")} dport vmap @ports",
            1 => $"iifname vmap {{ \"lo\" : {Verdict(Chains)}, \"lan0\" : {Verdict(Chains)} }}",
            2 =>
                $"meta l4proto . ct state vmap {{ tcp . new : {Verdict(Chains)}, udp . new : {Verdict(Chains)}, tcp . established : {Pick("accept", "continue")} }}",
            _ =>
                $"ct state vmap {{ new : {Verdict(Chains)}, established : {Pick("accept", "continue", "drop")} }}",
        };

    private string Reject(bool isFirst) =>
        isFirst
            ? Pick(
                "reject",
                "reject with icmpx type admin-prohibited",
                "reject with icmp type host-unreachable",
                "reject with icmpv6 type no-route",
                "meta l4proto tcp reject with tcp reset"
            )
            : "reject";

    private string Verdict(string[] below) =>
        random.Next(9) switch
        {
            0 or 1 => "accept",
            2 => "return",
            3 or 4 when below.Length > 0 => $"jump {Pick(below)}",
            5 when below.Length > 0 => $"goto {Pick(below)}",
            6 => "continue",
            _ => "drop",
        };

    private string Mark() => Pick("1", "2", "3", "0x100");

    private string Not() => Chance(4) ? "!= " : "";

    private string Some(params string[] from) => string.Join(", ", Sample(from));

    private string[] Sample(params string[] from)
    {
        var some = from.Where(_ => Chance(2)).ToArray();
        return some.Length > 0 ? some : [Pick(from)];
    }

    private bool Chance(int once) => random.Next(once) == 0;

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}
