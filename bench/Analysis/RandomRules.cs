using System.Globalization;
using System.Text;

namespace Bench.Analysis;

/// <summary>Rules that are the same in every run.</summary>
internal static class RandomRules
{
    /// <summary>Five-tuples: prefixes of any length, ports any, one or a range, TCP, UDP or any; the last rule drops all.</summary>
    internal static string FiveTuples(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n");
        for (var rule = 0; rule < count; rule++)
        {
            text.Append("-A INPUT");
            Address(text, random, "-s");
            Address(text, random, "-d");
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

    private static void Address(StringBuilder text, Random random, string option)
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
