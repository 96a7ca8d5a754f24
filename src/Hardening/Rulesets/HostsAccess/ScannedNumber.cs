using System.Globalization;
using System.Numerics;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>Numbers as C reads them: what does not fit loses its upper bits.</summary>
internal static class ScannedNumber
{
    /// <summary>A port in place of a daemon's name, as <c>sscanf</c> reads <c>%u</c> of the whole text (Debian's match_port); null if it is a name.</summary>
    internal static int? Port(string text)
    {
        if (Whole(text, char.IsAsciiDigit) is not { } number)
        {
            return null;
        }
        var wide =
            BigInteger.Abs(number) > ulong.MaxValue ? ulong.MaxValue
            : number.Sign < 0 ? 0 - (ulong)-number
            : (ulong)number;
        return (uint)wide is <= ushort.MaxValue and var port ? (int)port : null;
    }

    /// <summary>A number that is all of the text, as <c>sscanf</c> reads <c>%d</c>; null if it is none.</summary>
    internal static int? Signed(string text) =>
        Whole(text, char.IsAsciiDigit) is { } number ? Cut(number) : null;

    /// <summary>A number in octal digits that is all of the text, as <c>sscanf</c> reads <c>%o</c>; null if it is none.</summary>
    internal static uint? Octal(string text)
    {
        if (Whole(text, letter => letter is >= '0' and <= '7') is null)
        {
            return null;
        }
        var trimmed = text.TrimStart(' ', '\t', '\n', '\v', '\f', '\r');
        var number = BigInteger.Zero;
        foreach (var digit in trimmed.TrimStart('+', '-'))
        {
            number = (number << 3) + (digit - '0');
        }
        var wide = number > ulong.MaxValue ? ulong.MaxValue : (ulong)number;
        return (uint)(trimmed[0] == '-' && number <= ulong.MaxValue ? 0 - wide : wide);
    }

    /// <summary>The number that a text begins with, as <c>atoi</c> reads it; 0 if it begins with none.</summary>
    internal static int Leading(string text)
    {
        var trimmed = text.AsSpan().TrimStart(" \t\n\v\f\r");
        var end = trimmed is ['+' or '-', ..] ? 1 : 0;
        while (end < trimmed.Length && char.IsAsciiDigit(trimmed[end]))
        {
            end++;
        }
        return Parse(trimmed[..end]) is { } number ? Cut(number) : 0;
    }

    private static BigInteger? Whole(string text, Func<char, bool> isDigit)
    {
        var trimmed = text.AsSpan().TrimStart(" \t\n\v\f\r");
        var digits = trimmed is ['+' or '-', ..] ? trimmed[1..] : trimmed;
        foreach (var digit in digits)
        {
            if (!isDigit(digit))
            {
                return null;
            }
        }
        return digits.IsEmpty ? null : Parse(trimmed);
    }

    private static BigInteger? Parse(ReadOnlySpan<char> text) =>
        BigInteger.TryParse(
            text,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>strtol(3) stops at the largest long; an int keeps its lower half.</summary>
    private static int Cut(BigInteger number) =>
        unchecked((int)(long)BigInteger.Clamp(number, long.MinValue, long.MaxValue));
}
