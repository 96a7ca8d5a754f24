namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Values with a mask: <c>VALUE[/MASK]</c>.</summary>
internal static class MarkArgument
{
    private const string Expected = "a number of 32 bits, or two with a slash between";

    /// <summary>What a mark is compared with: a mask of ones alone is left out.</summary>
    public static ArgumentType Compared { get; } =
        new(
            Expected,
            text =>
                Find(text, uint.MaxValue) is var (value, mask)
                    ? NumberArgument.HexText(value)
                        + (mask == uint.MaxValue ? "" : $"/{NumberArgument.HexText(mask)}")
                    : null
        );

    /// <summary>The bits of the mask are taken away, then those of the value are turned over.</summary>
    public static ArgumentType Turned { get; } = Set((value, mask) => (value, mask));

    /// <summary>The bits of the mask are taken away, then those of the value are set.</summary>
    public static ArgumentType Assigned { get; } = Set((value, mask) => (value, value | mask));

    public static ArgumentType And { get; } = Bits(bits => (0, ~bits));

    public static ArgumentType Or { get; } = Bits(bits => (bits, bits));

    public static ArgumentType Xor { get; } = Bits(bits => (bits, 0));

    /// <summary>Null for anything else than one number, or two with a slash between.</summary>
    public static (uint Value, uint Mask)? Find(string text, uint whole)
    {
        var slash = text.IndexOf('/');
        return
            NumberArgument.Find(slash < 0 ? text : text[..slash]) is { } value
            && (slash < 0 ? whole : NumberArgument.Find(text[(slash + 1)..])) is { } mask
            ? ((uint)value, (uint)mask)
            : null;
    }

    private static ArgumentType Set(Func<uint, uint, (uint Value, uint Mask)> meaning) =>
        new(
            Expected,
            text =>
                Find(text, uint.MaxValue) is var (value, mask) ? Text(meaning(value, mask)) : null
        );

    private static ArgumentType Bits(Func<uint, (uint Value, uint Mask)> meaning) =>
        new(
            "a number of 32 bits",
            text => NumberArgument.Find(text) is { } bits ? Text(meaning((uint)bits)) : null
        );

    private static string Text((uint Value, uint Mask) mark) =>
        $"{NumberArgument.HexText(mark.Value)}/{NumberArgument.HexText(mark.Mask)}";
}
