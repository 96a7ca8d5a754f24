using System.Globalization;
using System.Text;

namespace Bench.Analysis;

/// <summary>Rules that are the same in every run.</summary>
internal static class RandomRules
{
    /// <summary>
    /// Five-tuples: prefixes of any length, ports any, one or a range, TCP, UDP or any; the last rule drops all. Now and then a rule
    /// names no address, so that soon no packet is left to those behind.
    /// </summary>
    /// <param name="count">How many rules.</param>
    /// <param name="seed">The same rules for the same number.</param>
    /// <param name="leavesPackets">Whether every rule names at least 16 bits of the source and 8 of the destination: packets are left to every rule, to the end.</param>
    internal static string FiveTuples(int count, int seed, bool leavesPackets = false)
    {
        var random = new Random(seed);
        var text = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n");
        for (var rule = 0; rule < count; rule++)
        {
            text.Append("-A INPUT");
            Address(text, random, "-s", leavesPackets ? 16 : 0);
            Address(text, random, "-d", leavesPackets ? 8 : 0);
            var protocol = random.Next(10) switch
            {
                < 5 => "tcp",
                < 9 => "udp",
                _ => "",
            };
            if (protocol.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $" -p {protocol} -m {protocol}");
                Port(text, random, "--sport", 8);
                Port(text, random, "--dport", 2);
            }
            text.Append(random.Next(2) == 0 ? " -j ACCEPT\n" : " -j DROP\n");
        }
        return text.Append("-A INPUT -j DROP\nCOMMIT\n").ToString();
    }

    /// <summary>As a large host has them: a chain for every interface, states, hardware addresses, networks and ports of services.</summary>
    internal static string Realistic(int count, int seed)
    {
        const int interfaces = 21;
        var random = new Random(seed);
        var text = new StringBuilder("*filter\n:INPUT DROP [0:0]\n");
        for (var at = 0; at < interfaces; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $":if{at} - [0:0]\n");
        }
        text.Append("-A INPUT -i lo -j ACCEPT\n");
        text.Append("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n");
        text.Append("-A INPUT -m conntrack --ctstate INVALID -j DROP\n");
        for (var at = 0; at < interfaces; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"-A INPUT -i eth{at} -j if{at}\n");
        }
        ushort[] ports =
        [
            22,
            25,
            53,
            80,
            111,
            123,
            143,
            161,
            389,
            443,
            445,
            587,
            631,
            993,
            2049,
            3306,
        ];
        for (var rule = 0; rule < count; rule++)
        {
            var protocol = random.Next(4) == 0 ? "udp" : "tcp";
            text.Append(CultureInfo.InvariantCulture, $"-A if{random.Next(interfaces)}");
            text.Append(
                CultureInfo.InvariantCulture,
                $" -s 10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}/{(random.Next(3) == 0 ? 24 : 32)}"
            );
            if (random.Next(10) == 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" -m mac --mac-source 02:00:00:00:{random.Next(16):x2}:{random.Next(256):x2}"
                );
            }
            text.Append(
                CultureInfo.InvariantCulture,
                $" -p {protocol} -m {protocol} --dport {ports[random.Next(ports.Length)]} -m conntrack --ctstate NEW -j {(random.Next(8) == 0 ? "DROP" : "ACCEPT")}\n"
            );
        }
        return text.Append("COMMIT\n").ToString();
    }

    /// <summary>A policy of so many sources, every other address, as bench/apply has it.</summary>
    internal static string Crowd(int count)
    {
        var text = new StringBuilder(
            "policy: a crowd\nprotect:\n  - service: portmap\n    allow:\n"
        );
        for (var at = 0; at < count; at++)
        {
            var address = 2 * at;
            text.Append(
                CultureInfo.InvariantCulture,
                $"      - 10.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}\n"
            );
        }
        return text.ToString();
    }

    /// <summary>One set of networks, as block lists have them.</summary>
    internal static string Ipset(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(
            "create blocked hash:net family inet hashsize 1024 maxelem 2000000\n"
        );
        for (var entry = 0; entry < count; entry++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"add blocked {random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.0/{random.Next(24, 33)}\n"
            );
        }
        return text.ToString();
    }

    private static void Address(StringBuilder text, Random random, string option, int shortest)
    {
        // Half of them are hosts and small networks, as in ClassBench's seeds.
        var length = random.Next(6) switch
        {
            0 => 0,
            1 => random.Next(8, 17),
            2 => random.Next(16, 25),
            3 => 24,
            _ => random.Next(25, 33),
        };
        length = Math.Max(length, shortest);
        if (length > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" {option} {random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}/{length}"
            );
        }
    }

    private static void Port(StringBuilder text, Random random, string option, int oneIn)
    {
        if (random.Next(oneIn) != 0 && oneIn > 2)
        {
            return;
        }
        switch (random.Next(4))
        {
            case 0:
                var low = random.Next(1, 60000);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" {option} {low}:{low + random.Next(1, 5000)}"
                );
                break;
            case 1:
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $" {option} {random.Next(1, 65536)}");
                break;
        }
    }
}
