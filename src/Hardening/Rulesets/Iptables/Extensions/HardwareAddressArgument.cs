using System.Globalization;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments that are hardware addresses of Ethernet: six bytes in hexadecimal, with colons between.</summary>
internal static class HardwareAddressArgument
{
    private const int Bits = 48;
    private const string Expected = "a hardware address of six bytes, such as 02:00:00:00:00:01";

    private static readonly (string Name, ulong Address, ulong Mask)[] Named =
    [
        ("Unicast", 0, 0x01_00_00_00_00_00),
        ("Multicast", 0x01_00_00_00_00_00, 0x01_00_00_00_00_00),
        ("Broadcast", Ones, Ones),
        ("BGA", 0x01_80_c2_00_00_00, Ones),
    ];

    /// <summary>One address.</summary>
    public static ArgumentType Single { get; } =
        new(Expected, text => Find(text) is { } address ? Text(address) : null);

    /// <summary>An address with a mask of such form, or without.</summary>
    public static ArgumentType Masked { get; } =
        new(
            $"{Expected}, with or without a mask of such form",
            text => FindMasked(text) is var (address, mask) ? MaskedText(address, mask) : null
        );

    /// <summary>Likewise, or a name for some of them, which stays if the tool prints it.</summary>
    /// <param name="printsNames">Whether ebtables is meant, which prints names, and not arptables, which prints addresses.</param>
    public static ArgumentType Range(bool printsNames) =>
        new(
            $"{Masked.Expected}, or Unicast, Multicast, Broadcast or BGA",
            text => FindRange(text) is var (address, mask) ? Text(address, mask, printsNames) : null
        );

    /// <summary>All bits.</summary>
    public static ulong Ones => (1UL << Bits) - 1;

    /// <summary>Null for anything else than a name for some addresses, or an address with or without a mask.</summary>
    public static (ulong Address, ulong Mask)? FindRange(string text) =>
        Array.Find(Named, name => name.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
            is { Name: not null } named
            ? (named.Address, named.Mask)
            : FindMasked(text);

    /// <summary>Null for anything else than six bytes.</summary>
    public static ulong? Find(string text)
    {
        var bytes = text.Split(':');
        if (bytes.Length != Bits / 8)
        {
            return null;
        }
        var address = 0UL;
        foreach (var part in bytes)
        {
            if (
                part.Length is not (1 or 2)
                || !byte.TryParse(
                    part,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                return null;
            }
            address = address << 8 | value;
        }
        return address;
    }

    /// <summary>Two digits a byte: <c>02:00:00:00:00:01</c>.</summary>
    public static string Text(ulong address) => Joined(address, "x2");

    /// <summary>As few digits as there can be, as ether_ntoa(3) has it: <c>2:0:0:0:0:1</c>.</summary>
    public static string ShortText(ulong address) => Joined(address, "x");

    private static string Joined(ulong address, string format) =>
        string.Join(
            ':',
            Enumerable
                .Range(1, Bits / 8)
                .Select(index =>
                    ((byte)(address >> (Bits - 8 * index))).ToString(
                        format,
                        CultureInfo.InvariantCulture
                    )
                )
        );

    private static (ulong Address, ulong Mask)? FindMasked(string text)
    {
        var slash = text.IndexOf('/');
        return
            Find(slash < 0 ? text : text[..slash]) is { } address
            && (slash < 0 ? Ones : Find(text[(slash + 1)..])) is { } mask
            ? (address & mask, mask)
            : null;
    }

    private static string Text(ulong address, ulong mask, bool printsNames) =>
        printsNames
        && Array.Find(Named, name => name.Address == address && name.Mask == mask)
            is { Name: not null } named
            ? named.Name
            : MaskedText(address, mask);

    private static string MaskedText(ulong address, ulong mask) =>
        Text(address) + (mask == Ones ? "" : $"/{Text(mask)}");
}
