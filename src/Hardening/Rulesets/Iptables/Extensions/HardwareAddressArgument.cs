using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments that are hardware addresses of Ethernet: six bytes in hexadecimal, with colons between.</summary>
internal static class HardwareAddressArgument
{
    private const string Expected = "a hardware address of six bytes, such as 02:00:00:00:00:01";

    private static readonly (string Name, ulong Address, ulong Mask)[] Named =
    [
        ("Unicast", 0, 0x01_00_00_00_00_00),
        ("Multicast", 0x01_00_00_00_00_00, 0x01_00_00_00_00_00),
        ("Broadcast", EthernetAddress.Ones, EthernetAddress.Ones),
        ("BGA", 0x01_80_c2_00_00_00, EthernetAddress.Ones),
    ];

    /// <summary>One address.</summary>
    public static ArgumentType Single { get; } =
        new(
            Expected,
            text => EthernetAddress.Find(text) is { } address ? EthernetAddress.Text(address) : null
        );

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

    /// <summary>Null for anything else than a name for some addresses, or an address with or without a mask.</summary>
    public static (ulong Address, ulong Mask)? FindRange(string text) =>
        Array.Find(Named, name => name.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
            is { Name: not null } named
            ? (named.Address, named.Mask)
            : FindMasked(text);

    private static (ulong Address, ulong Mask)? FindMasked(string text)
    {
        var slash = text.IndexOf('/');
        return
            EthernetAddress.Find(slash < 0 ? text : text[..slash]) is { } address
            && (slash < 0 ? EthernetAddress.Ones : EthernetAddress.Find(text[(slash + 1)..]))
                is { } mask
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
        EthernetAddress.Text(address)
        + (mask == EthernetAddress.Ones ? "" : $"/{EthernetAddress.Text(mask)}");
}
