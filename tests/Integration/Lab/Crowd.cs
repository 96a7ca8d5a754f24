using System.Globalization;
using System.Text;

namespace Integration.Lab;

/// <summary>The text of policies with many entries: prefixes and single addresses of both families, many of them overlapping.</summary>
internal static class Crowd
{
    internal static string Policy(int entries, int seed)
    {
        var chance = new Random(seed);
        var written = new HashSet<string>(StringComparer.Ordinal);
        while (written.Count < entries)
        {
            written.Add(
                chance.Next(4) switch
                {
                    0 => IPv4(chance.Next(0x0b000000, 0x7e000000), 32),
                    1 => IPv4(chance.Next(0x0b000000, 0x7e000000), chance.Next(16, 32)),
                    2 => IPv4(0x0a000000 + chance.Next(1 << 18), chance.Next(20, 33)),
                    _ => IPv6(chance.NextInt64(1L << 32), chance.Next(48, 129)),
                }
            );
        }
        var text = new StringBuilder(
            "policy: a crowd\nprotect:\n  - service: portmap\n    allow:\n"
        );
        foreach (var entry in written)
        {
            text.Append(CultureInfo.InvariantCulture, $"      - \"{entry}\"\n");
        }
        return text.ToString();
    }

    private static string IPv4(int address, int length)
    {
        var network = (uint)address >> (32 - length) << (32 - length);
        return $"{network >> 24}.{network >> 16 & 255}.{network >> 8 & 255}.{network & 255}/{length}";
    }

    // 2001:db8:xxxx:xxxx::/48 to /64, and hosts in them.
    private static string IPv6(long subnet, int length)
    {
        var kept = length >= 64 ? subnet : subnet >> (64 - length) << (64 - length);
        var host = length > 64 ? "8000:0:0:" : "";
        return length > 64
            ? $"2001:db8:{kept >> 16 & 0xffff:x}:{kept & 0xffff:x}:{host}0/{Math.Max(length, 65)}"
            : $"2001:db8:{kept >> 16 & 0xffff:x}:{kept & 0xffff:x}::/{length}";
    }
}
