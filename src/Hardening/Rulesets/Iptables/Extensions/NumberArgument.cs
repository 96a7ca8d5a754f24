using System.Globalization;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments that are numbers, as strtoul(3) reads them with base 0: <c>10</c>, <c>0x0a</c> and <c>012</c> are the same.</summary>
internal static class NumberArgument
{
    public static ArgumentType Bits8 { get; } = Between(0, byte.MaxValue);

    public static ArgumentType Bits16 { get; } = Between(0, ushort.MaxValue);

    public static ArgumentType Bits32 { get; } = Between(0, uint.MaxValue);

    public static ArgumentType Bits64 { get; } = Between(0, ulong.MaxValue);

    /// <summary>A range <c>A:B</c> of 16 bits; either end may be missing, and one number is a range, too.</summary>
    public static ArgumentType Range16 { get; } = Range(ushort.MaxValue, isLeftOut: false);

    /// <summary>A range of 32 bits.</summary>
    public static ArgumentType Range32 { get; } = Range(uint.MaxValue, isLeftOut: false);

    /// <summary>A range of 32 bits; all numbers are as good as no option.</summary>
    public static ArgumentType Range32OrAny { get; } = Range(uint.MaxValue, isLeftOut: true);

    /// <summary>From one number to another, in decimal.</summary>
    public static ArgumentType Between(ulong lowest, ulong highest) =>
        new(
            $"a number from {lowest} to {highest}",
            text => Find(text, highest) is { } number && number >= lowest ? Text(number) : null
        );

    /// <summary>Likewise; one of them is what the kernel takes without the option, which is left out then.</summary>
    public static ArgumentType Unless(ulong silent, ulong lowest, ulong highest) =>
        new(
            $"a number from {lowest} to {highest}",
            text =>
                Find(text, highest) is { } number && number >= lowest
                    ? number == silent
                        ? string.Empty
                        : Text(number)
                    : null
        );

    /// <summary>Likewise; two of them are as good as no option.</summary>
    public static ArgumentType Unless(ulong silent, ulong other, ulong lowest, ulong highest) =>
        new(
            $"a number from {lowest} to {highest}",
            text =>
                Find(text, highest) is { } number && number >= lowest
                    ? number == silent || number == other
                        ? string.Empty
                        : Text(number)
                    : null
        );

    /// <summary>In hexadecimal, with as many digits at least.</summary>
    public static ArgumentType Hex(ulong highest, int digits) =>
        new(
            $"a number from 0 to 0x{highest:x}",
            text => Find(text, highest) is { } number ? HexText(number, digits) : null
        );

    /// <summary>A range from 0 to a highest number.</summary>
    public static ArgumentType Range(ulong highest, bool isLeftOut) =>
        new(
            $"a number from 0 to {highest} or a range of such with a colon between",
            (text, context) =>
                FindRange(text, highest) is var (first, last)
                    ? isLeftOut && !context.IsNegated && first == 0 && last == highest
                        ? string.Empty
                        : RangeText(first, last)
                    : null
        );

    /// <summary>Null for anything else than a number up to the highest.</summary>
    public static ulong? Find(string text, ulong highest = uint.MaxValue)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        ulong number;
        if (isHex || text is not ['0', _, ..])
        {
            return
                ulong.TryParse(
                    isHex ? text.AsSpan(2) : text,
                    isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out number
                )
                && number <= highest
                ? number
                : null;
        }
        number = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7' || number > ulong.MaxValue >> 3)
            {
                return null;
            }
            number = number << 3 | (uint)(digit - '0');
        }
        return number <= highest ? number : null;
    }

    /// <summary>A number in hexadecimal, with or without 0x; null for anything else than one up to the highest.</summary>
    public static ulong? FindHex(string text, ulong highest) =>
        Find(
            text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text : $"0x{text}",
            highest
        );

    /// <summary>Null for anything else than <c>A:B</c>, <c>A:</c>, <c>:B</c>, <c>:</c> or <c>A</c> with A no greater than B.</summary>
    public static (ulong First, ulong Last)? FindRange(string text, ulong highest)
    {
        var colon = text.IndexOf(':');
        var (low, high) = colon < 0 ? (text, text) : (text[..colon], text[(colon + 1)..]);
        return
            (low.Length == 0 && colon >= 0 ? 0 : Find(low, highest)) is { } first
            && (high.Length == 0 && colon >= 0 ? highest : Find(high, highest)) is { } last
            && first <= last
            ? (first, last)
            : null;
    }

    public static string RangeText(ulong first, ulong last) =>
        first == last ? Text(first) : $"{Text(first)}:{Text(last)}";

    public static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    public static string HexText(ulong number, int digits = 1) =>
        $"0x{number.ToString($"x{digits}", CultureInfo.InvariantCulture)}";
}
