using System.Globalization;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>
/// An address of IPv4 as libwrap reads it in patterns (<c>dot_quad_addr</c> in misc.c): four parts between dots, each as inet_addr(3)
/// takes it, so that a leading 0 makes it octal and 0x hexadecimal.
/// </summary>
internal static class DottedQuad
{
    private static readonly uint[] Largest = [uint.MaxValue, 0xff_ffff, 0xffff, 0xff];

    /// <summary>The address; null if it is none. 255.255.255.255 is none: it is what inet_addr(3) says of a fault.</summary>
    internal static uint? Read(string text)
    {
        if (text.Split('.', StringSplitOptions.RemoveEmptyEntries).Length != 4)
        {
            return null;
        }
        uint address = 0;
        var at = 0;
        for (var part = 0; ; part++)
        {
            if (part == 4 || Part(text, ref at) is not { } value)
            {
                return null;
            }
            if (at < text.Length && text[at] == '.')
            {
                if (part == 3 || value > 0xff)
                {
                    return null;
                }
                address |= (uint)value << (24 - 8 * part);
                at++;
                continue;
            }
            if (at < text.Length && !IsSpace(text[at]) || value > Largest[part])
            {
                return null;
            }
            address |= (uint)value;
            return address == uint.MaxValue ? null : address;
        }
    }

    private static bool IsSpace(char letter) => letter is ' ' or (>= '\t' and <= '\r');

    /// <summary>One number as strtoul(3) reads it; null where no digit stands, or where it is larger than an address.</summary>
    private static ulong? Part(string text, ref int at)
    {
        if (at >= text.Length || !char.IsAsciiDigit(text[at]))
        {
            return null;
        }
        var isHex =
            text[at] == '0'
            && at + 2 < text.Length
            && text[at + 1] is 'x' or 'X'
            && char.IsAsciiHexDigit(text[at + 2]);
        var digitBase =
            isHex ? 16u
            : text[at] == '0' ? 8u
            : 10u;
        at += isHex ? 2 : 0;
        ulong value = 0;
        for (; at < text.Length && Digit(text[at]) < digitBase; at++)
        {
            value = value * digitBase + Digit(text[at]);
            if (value > uint.MaxValue)
            {
                return null;
            }
        }
        return value;
    }

    private static uint Digit(char letter) =>
        char.IsAsciiHexDigit(letter)
            ? uint.Parse([letter], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : uint.MaxValue;
}
