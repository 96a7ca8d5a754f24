namespace Integration.Prove;

/// <summary>Sets of ipset of many types, about the packets that a proof of the default policy sends.</summary>
internal static class RandomSets
{
    /// <summary>Whether they can be loaded here.</summary>
    internal static bool AreHere { get; } =
        new[] { "/usr/sbin/ipset", "/sbin/ipset" }.Any(File.Exists);

    /// <summary>As <c>ipset restore</c> reads it.</summary>
    internal const string Text = """
        create hosts4 hash:ip family inet
        add hosts4 192.168.1.128
        add hosts4 203.0.113.1
        add hosts4 127.0.0.1
        create hosts6 hash:ip family inet6
        add hosts6 2001:db8::1
        add hosts6 ::1
        create blocks4 hash:ip family inet netmask 25
        add blocks4 192.168.1.130
        create blocks6 hash:ip family inet6 netmask 32
        add blocks6 2001:db8::1
        create nets4 hash:net family inet
        add nets4 192.168.0.0/16
        add nets4 192.168.1.128/25 nomatch
        add nets4 192.168.1.255
        add nets4 0.0.0.0/1
        create nets6 hash:net family inet6
        add nets6 2000::/3
        add nets6 2001:db8::/32 nomatch
        add nets6 fe80::/10
        create calls4 hash:ip,port family inet
        add calls4 192.168.1.128,tcp:111
        add calls4 203.0.113.1,udp:100-120
        add calls4 192.168.1.10,udp:111
        create calls6 hash:ip,port family inet6
        add calls6 2001:db8::1,tcp:111
        create doors4 hash:net,port family inet
        add doors4 192.168.0.0/16,udp:111
        add doors4 192.168.1.0/25,udp:111 nomatch
        add doors4 128.0.0.0/1,tcp:111
        create doors6 hash:net,port family inet6
        add doors6 2000::/3,udp:111
        create nics4 hash:net,iface family inet
        add nics4 192.168.1.0/24,lan0
        add nics4 128.0.0.0/1,wan0
        add nics4 127.0.0.0/8,lo
        create nics6 hash:net,iface family inet6
        add nics6 ::/1,wan0
        create marks4 bitmap:ip range 192.168.1.0/24
        add marks4 192.168.1.0-192.168.1.63
        create ports bitmap:port range 0-1024
        add ports 111
        create all4 list:set
        add all4 hosts4
        add all4 blocks4
        create all6 list:set
        add all6 hosts6
        add all6 nets6

        """;

    // A set, without the number of its family, and what of a packet it is asked for.
    private static readonly (string Set, string Directions)[] Questions =
    [
        ("hosts", "src"),
        ("hosts", "dst"),
        ("blocks", "src"),
        ("nets", "src"),
        ("nets", "dst"),
        ("calls", "src,dst"),
        ("calls", "dst,dst"),
        ("doors", "src,dst"),
        ("nics", "src,src"),
        ("all", "src"),
        ("all", "dst"),
    ];

    /// <summary>The match of a rule that asks one of them.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="isIpv6">Of which family.</param>
    internal static string[] Match(Random random, bool isIpv6)
    {
        string[] negation = random.Next(3) == 0 ? ["!"] : [];
        var (set, directions) =
            random.Next(10) == 0 ? ("ports", "dst")
            : random.Next(10) == 0 && !isIpv6 ? ("marks4", "src")
            : Questions[random.Next(Questions.Length)] is var (name, asked)
                ? ($"{name}{(isIpv6 ? '6' : '4')}", asked)
            : default;
        return ["-m", "set", .. negation, "--match-set", set, directions];
    }
}
