using System.Globalization;

namespace Hardening.Rulesets.Nftables.Evaluation;

internal sealed partial class ValueResolver
{
    /// <summary>Four plain decimal numbers with dots between them, as lists of a million have them; null for all that needs a closer look.</summary>
    private static uint? Octets(string text)
    {
        var (bits, octet, digits, dots) = (0u, 0u, 0, 0);
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                if (++digits > 3 || digits == 2 && octet == 0)
                {
                    return null;
                }
                octet = octet * 10 + (uint)(letter - '0');
            }
            else if (letter == '.' && digits > 0 && octet <= byte.MaxValue && ++dots <= 3)
            {
                (bits, octet, digits) = (bits << 8 | octet, 0, 0);
            }
            else
            {
                return null;
            }
        }
        return dots == 3 && digits > 0 && octet <= byte.MaxValue ? bits << 8 | octet : null;
    }

    private static UInt128? Number(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return UInt128.TryParse(
                text.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var hexadecimal
            )
                ? hexadecimal
                : null;
        }
        return UInt128.TryParse(
            text,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
    }

    private static UInt128? Ethernet(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 6)
        {
            return null;
        }
        UInt128 value = 0;
        foreach (var part in parts)
        {
            if (
                !byte.TryParse(
                    part,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var octet
                )
            )
            {
                return null;
            }
            value = value << 8 | octet;
        }
        return value;
    }

    private static UInt128? Handle(string text)
    {
        var colon = text.IndexOf(':');
        return
            colon >= 0
            && ushort.TryParse(
                text.AsSpan(0, colon),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var major
            )
            && ushort.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var minor
            )
            ? (UInt128)((uint)major << 16 | minor)
            : null;
    }

    private UInt128? Hour(string text, bool isQuoted)
    {
        const long Day = 86_400;
        if (!isQuoted && Number(text) is { } seconds)
        {
            return seconds < Day ? seconds : null;
        }
        var parts = text.Split(':');
        var values = new List<int>();
        foreach (var part in parts)
        {
            if (
                part.Length is < 1 or > 2
                || !int.TryParse(
                    part,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                return null;
            }
            values.Add(number);
        }
        if (values.Count is < 2 or > 3 || values[0] > 23 || values[1] > 59)
        {
            return null;
        }
        var second = values.Count == 3 ? values[2] : 0;
        if (second > 60)
        {
            return null;
        }
        // A leap second's end is the next day's beginning.
        var total = values[0] * 3600L + values[1] * 60 + second - ZoneOffset;
        return (UInt128)((total % Day + Day) % Day);
    }

    private UInt128? Moment(string text)
    {
        if (Number(text) is { } number)
        {
            return number * 1_000_000_000;
        }
        string[] formats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];
        return
            DateTime.TryParseExact(
                text,
                formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var moment
            )
            && (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond
                >= Math.Max(0, ZoneOffset)
            ? (UInt128)((moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond - ZoneOffset)
                * 1_000_000_000
            : null;
    }
}
