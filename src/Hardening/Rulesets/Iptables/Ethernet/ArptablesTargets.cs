using System.Globalization;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>The targets of arptables(8).</summary>
internal static class ArptablesTargets
{
    private static readonly EquatableArray<Extension> All =
    [
        new("ACCEPT"),
        new("DROP"),
        new("RETURN"),
        new("QUEUE"),
        new("CLASSIFY", new ExtensionOption("--set-class", Class).Mandatory),
        new Extension(
            "MARK",
            new ExtensionOption("--set-mark", Hex),
            new ExtensionOption("--and-mark", Hex),
            new ExtensionOption("--or-mark", Hex)
        ).OneOf("--set-mark", "--and-mark", "--or-mark"),
        new(
            "mangle",
            new ExtensionOption("--mangle-ip-s", AddressOf),
            new ExtensionOption("--mangle-mac-s", HardwareAddressArgument.Single),
            new ExtensionOption("--mangle-ip-d", AddressOf),
            new ExtensionOption("--mangle-mac-d", HardwareAddressArgument.Single),
            new ExtensionOption(
                "--mangle-target",
                WordArgument.Translated(
                    "DROP, ACCEPT or CONTINUE",
                    ("DROP", "DROP"),
                    ("ACCEPT", string.Empty),
                    ("CONTINUE", "CONTINUE")
                )
            )
        ),
    ];

    /// <summary>Null for a name that can only be that of a chain.</summary>
    public static Extension? Find(string name) => All.FirstOrDefault(target => target.Name == name);

    private static ArgumentType AddressOf =>
        new("an address of IPv4", text => AddressArgument.Find(text, IpFamily.IPv4)?.ToString());

    /// <summary>In hexadecimal, with or without 0x.</summary>
    private static ArgumentType Hex =>
        new(
            "a number of 32 bits in hexadecimal",
            text =>
                NumberArgument
                    .FindHex(text, uint.MaxValue)
                    ?.ToString("x", CultureInfo.InvariantCulture)
        );

    private static ArgumentType Class =>
        new(
            "two numbers of 16 bits in hexadecimal with a colon between",
            text =>
                text.Split(':') is [var major, var minor]
                && NumberArgument.FindHex(major, ushort.MaxValue) is { } first
                && NumberArgument.FindHex(minor, ushort.MaxValue) is { } second
                    ? string.Create(CultureInfo.InvariantCulture, $"{first:x}:{second:x}")
                    : null
        );
}
