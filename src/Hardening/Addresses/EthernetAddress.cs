using System.Globalization;

namespace Hardening.Addresses;

/// <summary>Hardware addresses of Ethernet as numbers of 48 bits, and as texts: six bytes in hexadecimal, with colons between.</summary>
internal static class EthernetAddress
{
    private const int Bits = 48;

    /// <summary>All bits.</summary>
    public static ulong Ones => (1UL << Bits) - 1;

    /// <summary>Null for anything else than six bytes.</summary>
    public static ulong? Find(string text)
    {
        var bytes = text.Split(':');
        if (bytes.Length != Bits / 8)
        {
            return null;
        }
        var address = 0UL;
        foreach (var part in bytes)
        {
            if (
                part.Length is not (1 or 2)
                || !byte.TryParse(
                    part,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                return null;
            }
            address = address << 8 | value;
        }
        return address;
    }

    /// <summary>Two digits a byte: <c>02:00:00:00:00:01</c>.</summary>
    public static string Text(ulong address) => Joined(address, "x2");

    /// <summary>As few digits as there can be, as ether_ntoa(3) has it: <c>2:0:0:0:0:1</c>.</summary>
    public static string ShortText(ulong address) => Joined(address, "x");

    private static string Joined(ulong address, string format) =>
        string.Join(
            ':',
            Enumerable
                .Range(1, Bits / 8)
                .Select(index =>
                    ((byte)(address >> (Bits - 8 * index))).ToString(
                        format,
                        CultureInfo.InvariantCulture
                    )
                )
        );
}
