using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments that are addresses, with or without a mask.</summary>
internal static class AddressArgument
{
    /// <summary>One address.</summary>
    public static ArgumentType Single { get; } =
        new("an address", (text, context) => Find(text, context.Family)?.ToString());

    /// <summary>An address with a mask, whose bits outside of the mask stay.</summary>
    public static ArgumentType WithMask { get; } =
        new(
            "an address, with or without a mask",
            (text, context) =>
                Network(text, context.Family) is var (address, mask)
                    ? $"{address}{MaskText(context.Family, mask, isLeftOut: true)}"
                    : null
        );

    /// <summary>Likewise, and the mask is always printed.</summary>
    public static ArgumentType WithLength { get; } =
        new(
            "an address, with or without a mask",
            (text, context) =>
                Network(text, context.Family) is var (address, mask)
                    ? $"{address}{MaskText(context.Family, mask, isLeftOut: false)}"
                    : null
        );

    /// <summary>A network, whose mask is always printed.</summary>
    public static ArgumentType NetworkOf { get; } =
        new(
            "an address, with or without a mask",
            (text, context) =>
                Network(text, context.Family) is var (address, mask)
                    ? NetworkText(context.Family, address, mask)
                    : null
        );

    /// <summary>A prefix with its length.</summary>
    public static ArgumentType Prefixed { get; } =
        new(
            "a prefix with its length, such as 2001:db8::/32",
            (text, context) =>
                text.Contains('/')
                && Network(text, context.Family) is var (address, mask)
                && LengthOf(context.Family, mask) is not null
                    ? $"{address}{MaskText(context.Family, mask, isLeftOut: false)}"
                    : null
        );

    /// <summary><c>A-B</c>; one address is a range of its own.</summary>
    public static ArgumentType Range { get; } =
        new(
            "two addresses with a dash between",
            (text, context) =>
            {
                var dash = text.IndexOf('-');
                return
                    Find(dash < 0 ? text : text[..dash], context.Family) is { } first
                    && Find(text[(dash + 1)..], context.Family) is { } last
                    ? $"{first}-{last}"
                    : null;
            }
        );

    /// <summary>A mask as an address.</summary>
    public static ArgumentType Mask { get; } =
        new("a mask as an address", (text, context) => Find(text, context.Family)?.ToString());

    /// <summary>The length of a prefix, or a mask of that form.</summary>
    public static ArgumentType Length { get; } =
        new(
            "the length of a prefix",
            (text, context) =>
                MaskOf(context.Family, text) is { } mask
                && LengthOf(context.Family, mask) is { } length
                    ? NumberArgument.Text((ulong)length)
                    : null
        );

    /// <summary>The length of a prefix of IPv6; what is too long for IPv4 is its longest.</summary>
    public static ArgumentType LengthOrMore { get; } =
        new(
            "the length of a prefix",
            (text, context) =>
                NumberArgument.Find(text, 128) is { } length
                    ? NumberArgument.Text(Math.Min(length, (ulong)Address.WidthOf(context.Family)))
                    : null
        );

    /// <summary>One address. The groups of IPv4 are numbers as all others: 010 is 8.</summary>
    public static Address? Find(string text, IpFamily family) =>
        family == IpFamily.IPv4 ? Ipv4(text, isPadded: false)
        : Address.TryParse(text, out var address, out _) && address.Family == family ? address
        : null;

    /// <summary>Whether a text could be a host's name, which the tools look up when a rule is loaded.</summary>
    public static bool IsHostName(string text) =>
        text.Length is > 0 and < 256
        && text.Any(char.IsAsciiLetter)
        && text.All(character =>
            char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'
        )
        && text[0] is not ('-' or '.');

    private static Address? Ipv4(string text, bool isPadded)
    {
        var groups = text.Split('.');
        if (groups.Length > 4 || groups.Length < 4 && !isPadded)
        {
            return null;
        }
        if (groups.Length == 1 && NumberArgument.Find(text) is { } whole and > 255)
        {
            return new Address(IpFamily.IPv4, whole);
        }
        UInt128 bits = 0;
        for (var index = 0; index < 4; index++)
        {
            if (
                NumberArgument.Find(index < groups.Length ? groups[index] : "0", 255)
                is not { } number
            )
            {
                return null;
            }
            bits = bits << 8 | number;
        }
        return new Address(IpFamily.IPv4, bits);
    }

    /// <summary>Null for anything else than an address with a length or mask behind a slash, or without.</summary>
    public static (Address Address, UInt128 Mask)? Network(string text, IpFamily family)
    {
        var slash = text.IndexOf('/');
        return
            (
                family == IpFamily.IPv4
                    ? Ipv4(slash < 0 ? text : text[..slash], isPadded: true)
                    : Find(slash < 0 ? text : text[..slash], family)
            )
                is { } address
            && (slash < 0 ? Address.Highest(family).Bits : MaskOf(family, text[(slash + 1)..]))
                is { } mask
            ? (address, mask)
            : null;
    }

    /// <summary>As <c>-s</c> and <c>-d</c> print it: with its length always, or with its mask where it has gaps.</summary>
    public static string NetworkText(IpFamily family, Address address, UInt128 mask) =>
        $"{new Address(family, address.Bits & mask)}{MaskText(family, mask, isLeftOut: false)}";

    /// <summary>Likewise, and without the length of one address; null for anything else than an address with or without a mask.</summary>
    public static string? PlainNetworkText(IpFamily family, string text) =>
        Network(text, family) is var (address, mask)
            ? $"{new Address(family, address.Bits & mask)}{MaskText(family, mask, isLeftOut: true)}"
            : null;

    private static string MaskText(IpFamily family, UInt128 mask, bool isLeftOut) =>
        LengthOf(family, mask) is { } length
            ? isLeftOut && length == Address.WidthOf(family)
                ? string.Empty
                : $"/{NumberArgument.Text((ulong)length)}"
            : $"/{new Address(family, mask)}";

    private static UInt128? MaskOf(IpFamily family, string text)
    {
        var width = Address.WidthOf(family);
        if (NumberArgument.Find(text) is { } length)
        {
            return length <= (ulong)width
                ? length == 0
                    ? 0
                    : Address.Highest(family).Bits & (UInt128.MaxValue << (width - (int)length))
                : null;
        }
        return Find(text, family)?.Bits;
    }

    private static int? LengthOf(IpFamily family, UInt128 mask)
    {
        var ones = (int)UInt128.PopCount(mask);
        return mask == MaskOf(family, NumberArgument.Text((ulong)ones)) ? ones : null;
    }
}
