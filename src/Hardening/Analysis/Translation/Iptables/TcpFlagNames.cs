namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The flags of TCP by the names that iptables has for them (RFC 9293 section 3.1).</summary>
internal static class TcpFlagNames
{
    private static readonly Dictionary<string, uint> Bits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FIN"] = 0x01,
        ["SYN"] = 0x02,
        ["RST"] = 0x04,
        ["PSH"] = 0x08,
        ["ACK"] = 0x10,
        ["URG"] = 0x20,
        ["ALL"] = 0x3f,
        ["NONE"] = 0,
    };

    /// <summary>The bits of a list with commas, or of a number; null where a name is none.</summary>
    internal static uint? Find(string list)
    {
        if (Numeral.Find(list) is { } number)
        {
            return number;
        }
        var bits = 0u;
        foreach (var name in list.Split(','))
        {
            if (!Bits.TryGetValue(name, out var bit))
            {
                return null;
            }
            bits |= bit;
        }
        return bits;
    }
}
