using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>The targets of ebtables(8), each of which says what comes of the frame behind it.</summary>
internal static class EbtablesTargets
{
    private static readonly EquatableArray<Extension> All =
    [
        new("ACCEPT"),
        new("DROP"),
        new("CONTINUE"),
        new("RETURN"),
        new Extension(
            "arpreply",
            new ExtensionOption("--arpreply-mac", HardwareAddressArgument.Single).Else(
                "--arpreply-mac 00:00:00:00:00:00"
            ),
            new ExtensionOption("--arpreply-target", Fate(silent: "DROP"))
        )
        {
            Check = EbtablesMatches.Only(EtherTypes.Arp),
        }
            .Of("nat")
            .In("PREROUTING"),
        Rewriting("dnat", "--to-dst", "--to-destination").In("PREROUTING", "OUTPUT", "BROUTING"),
        Rewriting("snat", "--to-src", "--to-source", new ExtensionOption("--snat-arp"))
            .Of("nat")
            .In("POSTROUTING"),
        new Extension(
            "redirect",
            new ExtensionOption("--redirect-target", Fate(silent: "ACCEPT"))
        ).In("PREROUTING", "BROUTING"),
        new Extension(
            "mark",
            new ExtensionOption("--mark-set", Mark).Or("--set-mark"),
            new ExtensionOption("--mark-or", Mark),
            new ExtensionOption("--mark-and", Mark),
            new ExtensionOption("--mark-xor", Mark),
            new ExtensionOption("--mark-target", Fate(silent: null)).Else("--mark-target ACCEPT")
        ).OneOf("--mark-set", "--mark-or", "--mark-and", "--mark-xor"),
    ];

    /// <summary>Null for a name that can only be that of a chain.</summary>
    public static Extension? Find(string name) => All.FirstOrDefault(target => target.Name == name);

    private static ArgumentType Mark => NumberArgument.Hex(uint.MaxValue, 1);

    private static Extension Rewriting(
        string name,
        string option,
        string alias,
        params EquatableArray<ExtensionOption> more
    ) =>
        new(
            name,
            [
                new ExtensionOption(option, HardwareAddressArgument.Single).Or(alias).Mandatory,
                .. more,
                new ExtensionOption($"--{name}-target", Fate(silent: null)).Else(
                    $"--{name}-target ACCEPT"
                ),
            ]
        );

    /// <summary>What comes of the frame; one of the answers may be what the target does anyway, and is not printed.</summary>
    private static ArgumentType Fate(string? silent) =>
        new(
            "ACCEPT, DROP, CONTINUE or RETURN",
            text =>
                text is not ("ACCEPT" or "DROP" or "CONTINUE" or "RETURN") ? null
                : text == silent ? string.Empty
                : text
        );
}
