namespace Integration.Prove;

/// <summary>Rulesets of iptables that nobody would write, about the packets that a proof of the default policy sends.</summary>
internal sealed class RandomRules
{
    private static readonly string[] Ipv4 =
    [
        "192.168.1.0/24",
        "192.168.1.128",
        "192.168.0.0/16",
        "192.168.1.10/32",
        "10.0.0.0/8",
        "127.0.0.0/8",
        "203.0.113.1",
        "128.0.0.0/1",
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
        "fe80::1",
    ];

    private static readonly string[] Interfaces = ["lo", "lan0", "wan0", "lan+", "wan1"];
    private static readonly string[] States = ["NEW", "ESTABLISHED", "NEW,ESTABLISHED", "INVALID"];
    private static readonly string[] Ports = ["111", "110:112", "1:65535", "112", "0:110"];
    private static readonly string[] Chains = ["a", "b", "c"];

    private readonly Random random;
    private readonly bool isIpv6;
    private readonly bool withSets;

    private RandomRules(int seed, bool isIpv6, bool withSets)
    {
        random = new Random(seed);
        this.isIpv6 = isIpv6;
        this.withSets = withSets;
    }

    private string[] Addresses => isIpv6 ? Ipv6 : Ipv4;

    /// <summary>The same text for the same seed, as iptables-restore or ip6tables-restore reads it.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="isIpv6">Of which family.</param>
    /// <param name="withSets">Whether rules may ask the sets of <see cref="RandomSets"/>.</param>
    internal static string Of(int seed, bool isIpv6, bool withSets) =>
        new RandomRules(seed, isIpv6, withSets).Text();

    private string Text() =>
        string.Join(
            '\n',
            [
                .. Raw(),
                "*filter",
                $":INPUT {Pick("ACCEPT", "ACCEPT", "DROP")} [0:0]",
                .. Chains.Select(chain => $":{chain} - [0:0]"),
                .. Rules("INPUT", 6, Chains),
                .. Chains.SelectMany((chain, at) => Rules(chain, 4, Chains[(at + 1)..])),
                "COMMIT",
                "",
            ]
        );

    private string[] Raw() =>
        Chance(4)
            ? ["*raw", ":PREROUTING ACCEPT [0:0]", .. Rules("PREROUTING", 2, []), "COMMIT"]
            : [];

    private IEnumerable<string> Rules(string chain, int most, string[] below) =>
        Enumerable.Range(0, random.Next(most + 1)).Select(_ => Rule(chain, below));

    private string Rule(string chain, string[] below)
    {
        var words = new List<string> { "-A", chain };
        if (Chance(2))
        {
            words.AddRange([.. Negated(6), "-s", Pick(Addresses)]);
        }
        if (Chance(4))
        {
            words.AddRange([.. Negated(6), "-d", Pick(Addresses)]);
        }
        if (Chance(4))
        {
            words.AddRange([.. Negated(4), "-i", Pick(Interfaces)]);
        }
        words.AddRange(Transport());
        if (chain != "PREROUTING" && Chance(6))
        {
            words.AddRange(["-m", "conntrack", .. Negated(4), "--ctstate", Pick(States)]);
        }
        if (withSets && Chance(2))
        {
            words.AddRange(RandomSets.Match(random, isIpv6));
        }
        words.AddRange(Target(below, canReject: chain != "PREROUTING"));
        return string.Join(' ', words);
    }

    private IEnumerable<string> Transport()
    {
        if (Chance(3))
        {
            return [];
        }
        var transport = Pick("tcp", "udp");
        return random.Next(5) switch
        {
            0 => ["-p", transport],
            1 => ["!", "-p", transport],
            2 => ["-p", transport, "-m", "multiport", .. Negated(4), "--dports", "22,111,2049"],
            3 when transport == "tcp" => ["-p", "tcp", .. Negated(3), "--syn"],
            _ => ["-p", transport, .. Negated(4), "--dport", Pick(Ports)],
        };
    }

    private IEnumerable<string> Target(string[] below, bool canReject) =>
        random.Next(9) switch
        {
            0 or 1 => ["-j", "ACCEPT"],
            2 => ["-j", "RETURN"],
            3 => [],
            4 when canReject => ["-j", "REJECT"],
            5 or 6 when below.Length > 0 => ["-j", Pick(below)],
            7 when below.Length > 0 => ["-g", Pick(below)],
            _ => ["-j", "DROP"],
        };

    /// <summary>iptables 1.8.9 refuses the opposite of everything, so nothing here asks for it.</summary>
    private string[] Negated(int once) => Chance(once) ? ["!"] : [];

    private bool Chance(int once) => random.Next(once) == 0;

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}
