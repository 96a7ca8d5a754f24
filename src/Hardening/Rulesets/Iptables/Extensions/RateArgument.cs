namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments that are packets or bytes in a time: <c>3/minute</c>, <c>512kb/s</c>.</summary>
internal static class RateArgument
{
    private static readonly (string Name, ulong Seconds)[] Units =
    [
        ("day", 24 * 60 * 60),
        ("hour", 60 * 60),
        ("min", 60),
        ("sec", 1),
    ];

    /// <summary>Packets in a second, minute, hour or day, as the match limit counts them: in 10,000ths of a second.</summary>
    public static ArgumentType Limit { get; } = Packets(10_000);

    /// <summary>Packets as the match hashlimit counts them, or bytes.</summary>
    public static ArgumentType Hashed { get; } =
        new(
            "a rate such as 10/second, 3/minute, 100/hour, 1/day or 512kb/s",
            text =>
                !text.EndsWith("b/s", StringComparison.Ordinal)
                    ? Packets(1_000_000).Print(text, default)
                // The kernel counts in 16 bytes.
                : BytesOf(text) is { } bytes and >= 16 ? $"{BytesText(bytes >> 4 << 4)}/s"
                : null
        );

    /// <summary>A number of packets, or bytes with a unit.</summary>
    public static ArgumentType Burst { get; } =
        new(
            "a number of packets, or bytes such as 400kb",
            text => CountOf(text) is { } count ? NumberArgument.Text(count) : null
        );

    /// <summary>After how many seconds an entry of such a rate expires: its unit, and 15 where it counts bytes.</summary>
    public static ulong ExpiryOf(string rate) =>
        rate.EndsWith("b/s", StringComparison.Ordinal) ? 15
        : rate.IndexOf('/') is >= 0 and var slash ? Seconds(rate[(slash + 1)..])
        : 1;

    /// <summary>The bytes of a printed rate; null where it counts packets.</summary>
    public static ulong? BytesOf(string rate) =>
        rate.EndsWith("b/s", StringComparison.Ordinal) ? CountOf(rate[..^2]) : null;

    /// <summary>A number of packets or bytes, with or without a unit of bytes; null for anything else.</summary>
    public static ulong? CountOf(string text)
    {
        var (digits, shift) = text switch
        {
            [.. var number, 'k', 'b'] => (number, 10),
            [.. var number, 'm', 'b'] => (number, 20),
            [.. var number, 'b'] => (number, 0),
            _ => (text.Split('/')[0], 0),
        };
        return NumberArgument.Find(digits) is { } count and > 0 ? count << shift : null;
    }

    /// <summary>Bytes in the largest unit that they reach; what is left over is not printed.</summary>
    public static string BurstText(ulong bytes) =>
        bytes >= 1 << 20 ? $"{NumberArgument.Text(bytes >> 20)}mb"
        : bytes >= 1 << 10 ? $"{NumberArgument.Text(bytes >> 10)}kb"
        : $"{NumberArgument.Text(bytes)}b";

    private static string BytesText(ulong bytes) =>
        bytes % (1 << 20) == 0 ? $"{NumberArgument.Text(bytes >> 20)}mb"
        : bytes % (1 << 10) == 0 ? $"{NumberArgument.Text(bytes >> 10)}kb"
        : $"{NumberArgument.Text(bytes)}b";

    private static ArgumentType Packets(ulong scale) =>
        new(
            "a rate such as 10/second, 3/minute, 100/hour or 1/day",
            text =>
            {
                var slash = text.IndexOf('/');
                var name = slash < 0 ? "second" : text[(slash + 1)..];
                var seconds = Seconds(name);
                return
                    NumberArgument.Find(slash < 0 ? text : text[..slash]) is { } count and > 0
                    && seconds > 0
                    && count / seconds <= scale
                    ? Print(scale, scale * seconds / count)
                    : null;
            }
        );

    private static ulong Seconds(string name) =>
        name.Length == 0 ? 0
        : "second".StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 1
        : "minute".StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 60
        : "hour".StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 60 * 60
        : "day".StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 24 * 60 * 60
        : 0u;

    // The kernel keeps the time between two packets. The largest unit that tells the rate from its neighbours is printed.
    private static string? Print(ulong scale, ulong period)
    {
        if (period == 0)
        {
            return null;
        }
        var index = 1;
        for (; index < Units.Length; index++)
        {
            var unit = Units[index].Seconds * scale;
            if (period > unit || unit / period < unit % period)
            {
                break;
            }
        }
        var (name, seconds) = Units[index - 1];
        return $"{NumberArgument.Text(seconds * scale / period)}/{name}";
    }
}
