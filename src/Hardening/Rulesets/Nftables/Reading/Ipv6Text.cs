using System.Net;
using System.Net.Sockets;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Addresses of IPv6 as inet_pton(3) reads them, which nft asks: with the last 32 bits as octets, too.</summary>
internal static class Ipv6Text
{
    internal static bool TryParse(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = 0;
        var (groups, at, gap) = (0, 0, -1);
        Span<ushort> parts = stackalloc ushort[8];
        if (text.StartsWith("::"))
        {
            gap = 0;
            at = 2;
        }
        while (at < text.Length)
        {
            if (groups == 8)
            {
                return false;
            }
            var end = at;
            var group = 0;
            while (end < text.Length && end - at < 5 && char.IsAsciiHexDigit(text[end]))
            {
                group = group * 16 + Digit(text[end]);
                end++;
            }
            if (end < text.Length && text[end] == '.')
            {
                if (groups > 6 || !Octets(text[at..], out var octets))
                {
                    return false;
                }
                parts[groups++] = (ushort)(octets >> 16);
                parts[groups++] = (ushort)octets;
                at = text.Length;
                break;
            }
            if (end == at || end - at > 4)
            {
                return false;
            }
            parts[groups++] = (ushort)group;
            at = end;
            if (at == text.Length)
            {
                break;
            }
            if (text[at] != ':')
            {
                return false;
            }
            at++;
            if (at < text.Length && text[at] == ':')
            {
                if (gap >= 0)
                {
                    return false;
                }
                gap = groups;
                at++;
            }
            else if (at == text.Length)
            {
                return false;
            }
        }
        if (gap < 0 ? groups != 8 : groups > 7)
        {
            return false;
        }
        for (var i = 0; i < 8; i++)
        {
            var index =
                gap < 0 || i < gap ? i
                : i >= 8 - (groups - gap) ? i - (8 - groups)
                : -1;
            value = value << 16 | (index < 0 ? (ushort)0 : parts[index]);
        }
        return true;
    }

    /// <summary>As inet_ntop(3) of glibc writes it: the longest row of zero groups, the first of equals, becomes <c>::</c>.</summary>
    internal static string Print(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 15; i >= 0; i--)
        {
            bytes[i] = (byte)value;
            value >>= 8;
        }
        var (best, bestLength, run, runLength) = (-1, 1, -1, 0);
        for (var i = 0; i < 8; i++)
        {
            if (bytes[2 * i] == 0 && bytes[2 * i + 1] == 0)
            {
                (run, runLength) = run < 0 ? (i, 1) : (run, runLength + 1);
                if (runLength > bestLength)
                {
                    (best, bestLength) = (run, runLength);
                }
            }
            else
            {
                run = -1;
            }
        }
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            if (best >= 0 && i >= best && i < best + bestLength)
            {
                text.Append(i == best ? ":" : "");
                continue;
            }
            text.Append(i > 0 ? ":" : "");
            // The mapped and the compatible addresses show their last 32 bits as octets.
            if (
                i == 6
                && best == 0
                && (bestLength == 6 || bestLength == 5 && bytes[10] == 0xff && bytes[11] == 0xff)
            )
            {
                text.Append($"{bytes[12]}.{bytes[13]}.{bytes[14]}.{bytes[15]}");
                return text.ToString();
            }
            text.Append($"{bytes[2 * i] << 8 | bytes[2 * i + 1]:x}");
        }
        return text.Append(best >= 0 && best + bestLength == 8 ? ":" : "").ToString();
    }

    private static int Digit(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static bool Octets(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        if (
            text.Count('.') == 3
            && IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetwork
        )
        {
            foreach (var octet in address.GetAddressBytes())
            {
                value = value << 8 | octet;
            }
            return true;
        }
        return false;
    }
}
