namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments that are ports, by number or by a name of services(5).</summary>
internal static class PortArgument
{
    private const string One = "a port from 0 to 65535 or a name of services(5)";

    public static ArgumentType Single { get; } =
        new(One, text => Find(text) is { } port ? NumberArgument.Text(port) : null);

    /// <summary><c>A:B</c>, of which either end may be missing.</summary>
    public static ArgumentType Range { get; } = Ranged(isLeftOut: false);

    /// <summary>Likewise; all ports are as good as no option.</summary>
    public static ArgumentType RangeOrAny { get; } = Ranged(isLeftOut: true);

    /// <summary>Up to fifteen ports with commas between; a range <c>A:B</c> counts for two.</summary>
    public static ArgumentType List { get; } =
        new($"fifteen at most of {One}, a range A:B counting for two", Listed);

    /// <summary><c>A-B</c> for REDIRECT and MASQUERADE: two numbers, or one number or name.</summary>
    public static ArgumentType Dashed(bool takesNames) =>
        new(
            $"{One}, or two such numbers with a dash between",
            text => DashedText(text, takesNames, takesBase: false)
        );

    public static ushort? Find(string text) =>
        NumberArgument.Find(text, ushort.MaxValue) is { } number
            ? (ushort)number
            : ServiceNames.Find(text);

    /// <summary><c>A[-B[/BASE]]</c> as iptables-save prints it.</summary>
    public static string? DashedText(string text, bool takesNames, bool takesBase)
    {
        var slash = takesBase ? text.IndexOf('/') : -1;
        var range = slash < 0 ? text : text[..slash];
        var dash = range.IndexOf('-');
        var plain = NumberArgument.Find(dash < 0 ? range : range[..dash], ushort.MaxValue);
        if (plain is not { } first)
        {
            return takesNames && slash < 0 && ServiceNames.Find(range) is { } named
                ? NumberArgument.Text(named)
                : null;
        }
        if (
            (dash < 0 ? first : NumberArgument.Find(range[(dash + 1)..], ushort.MaxValue))
                is not { } last
            || last < first
        )
        {
            return null;
        }
        var printed =
            first == last
                ? NumberArgument.Text(first)
                : $"{NumberArgument.Text(first)}-{NumberArgument.Text(last)}";
        return slash < 0 ? printed
            : dash >= 0 && Find(text[(slash + 1)..]) is { } start and > 0
                ? $"{printed}/{NumberArgument.Text(start)}"
            : null;
    }

    private static ArgumentType Ranged(bool isLeftOut) =>
        new(
            $"{One}, or a range of such with a colon between",
            (text, context) =>
            {
                var colon = text.IndexOf(':');
                var (low, high) = colon < 0 ? (text, text) : (text[..colon], text[(colon + 1)..]);
                return
                    (low.Length == 0 && colon >= 0 ? (ushort)0 : Find(low)) is { } first
                    && (high.Length == 0 && colon >= 0 ? ushort.MaxValue : Find(high)) is { } last
                    && first <= last
                    ? isLeftOut && !context.IsNegated && first == 0 && last == ushort.MaxValue
                        ? string.Empty
                        : NumberArgument.RangeText(first, last)
                    : null;
            }
        );

    private static string? Listed(string text)
    {
        var (printed, places) = (new List<string>(), 0);
        foreach (var part in text.Split(','))
        {
            var colon = part.IndexOf(':');
            places += colon < 0 ? 1 : 2;
            if (
                Find(colon < 0 ? part : part[..colon]) is not { } first
                || (colon < 0 ? first : Find(part[(colon + 1)..])) is not { } last
                || colon >= 0 && first >= last
                || places > 15
            )
            {
                return null;
            }
            printed.Add(NumberArgument.RangeText(first, last));
        }
        return string.Join(',', printed);
    }
}
