using System.Globalization;
using System.Text;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Spans of time as nft writes them: <c>1d2h3m4s5ms</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, ulong Milliseconds)[] Units =
    [
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1_000),
        ("ms", 1),
    ];

    /// <summary>Milliseconds; a number without a unit is one of seconds. Null where the text is no span of time.</summary>
    internal static ulong? Parse(string text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds <= ulong.MaxValue / 1000 ? seconds * 1000 : null;
        }
        UInt128 total = 0;
        var at = 0;
        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
            var unit = end;
            while (unit < text.Length && char.IsAsciiLetter(text[unit]))
            {
                unit++;
            }
            var known = Array.Find(
                Units,
                one => text.AsSpan(end, unit - end).SequenceEqual(one.Unit)
            );
            if (
                known.Unit is null
                || !ulong.TryParse(
                    text.AsSpan(at, end - at),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var count
                )
            )
            {
                return null;
            }
            total += (UInt128)count * known.Milliseconds;
            at = unit;
        }
        return text.Length > 0 && total <= ulong.MaxValue ? (ulong)total : null;
    }

    internal static string Print(ulong milliseconds)
    {
        if (milliseconds == 0)
        {
            return "0s";
        }
        var text = new StringBuilder();
        foreach (var (unit, length) in Units)
        {
            if (milliseconds >= length)
            {
                text.Append(CultureInfo.InvariantCulture, $"{milliseconds / length}{unit}");
                milliseconds %= length;
            }
        }
        return text.ToString();
    }
}
