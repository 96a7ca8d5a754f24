using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Targets that write into the packet or into what the kernel keeps beside it.</summary>
internal static class PacketTargets
{
    private static readonly EquatableArray<string> ShiftedBy =
    [
        "--set-xmark",
        "--set-mark",
        "--save-mark",
        "--restore-mark",
    ];

    public static Extension Marked { get; } =
        new Extension("MARK", [.. Setting("--set-xmark")]).OneOf(
            "--set-xmark",
            "--set-mark",
            "--and-mark",
            "--or-mark",
            "--xor-mark"
        );

    public static Extension Connmark { get; } =
        new Extension(
            "CONNMARK",
            [
                .. Setting("--set-xmark"),
                new ExtensionOption("--save-mark"),
                new ExtensionOption("--restore-mark"),
                new ExtensionOption("--nfmask", NumberArgument.Hex(uint.MaxValue, 1)).With(
                    "--save-mark",
                    "--restore-mark"
                ),
                new ExtensionOption("--ctmask", NumberArgument.Hex(uint.MaxValue, 1)).With(
                    "--save-mark",
                    "--restore-mark"
                ),
                new ExtensionOption("--mask", NumberArgument.Hex(uint.MaxValue, 1)).With(
                    "--save-mark",
                    "--restore-mark"
                ),
                new ExtensionOption("--left-shift-mark", NumberArgument.Between(0, 31)).With(
                    ShiftedBy
                ),
                new ExtensionOption("--right-shift-mark", NumberArgument.Between(0, 31)).With(
                    ShiftedBy
                ),
            ]
        )
        {
            Print = (use, _) =>
                use.Has("--save-mark") || use.Has("--restore-mark")
                    ?
                    [
                        use.Has("--save-mark") ? "--save-mark" : "--restore-mark",
                        $"--nfmask {use.Value("--nfmask") ?? use.Value("--mask") ?? "0xffffffff"}",
                        $"--ctmask {use.Value("--ctmask") ?? use.Value("--mask") ?? "0xffffffff"}",
                        .. new[] { "--left-shift-mark", "--right-shift-mark" }
                            .Select(option => use[option]?.Text)
                            .OfType<string>(),
                    ]
                    : use
                        .Settings.OrderBy(setting =>
                            setting.Option.Name.EndsWith("-shift-mark", StringComparison.Ordinal)
                        )
                        .Select(setting => setting.Text),
        }
            .OneOf(
                "--set-xmark",
                "--set-mark",
                "--and-mark",
                "--or-mark",
                "--xor-mark",
                "--save-mark",
                "--restore-mark"
            )
            .NotBoth("--mask", "--nfmask")
            .NotBoth("--mask", "--ctmask");

    public static Extension Connsecmark { get; } =
        new Extension(
            "CONNSECMARK",
            new ExtensionOption("--save"),
            new ExtensionOption("--restore")
        )
            .OneOf("--save", "--restore")
            .Of("mangle", "security");

    public static Extension Secmark { get; } =
        new Extension(
            "SECMARK",
            new ExtensionOption("--selctx", WordArgument.Raw(255)).Mandatory
        ).Of("mangle", "security");

    public static Extension Tos { get; } =
        new Extension(
            "TOS",
            new ExtensionOption("--set-tos", TosArgument.Masked),
            new ExtensionOption("--and-tos", TosArgument.And).As("--set-tos"),
            new ExtensionOption("--or-tos", TosArgument.Or).As("--set-tos"),
            new ExtensionOption("--xor-tos", TosArgument.Xor).As("--set-tos")
        )
            .OneOf("--set-tos", "--and-tos", "--or-tos", "--xor-tos")
            .Of("mangle");

    public static Extension Dscp { get; } =
        new Extension(
            "DSCP",
            new ExtensionOption("--set-dscp", NumberArgument.Hex(0x3f, 2)),
            new ExtensionOption("--set-dscp-class", TosArgument.DscpClass).As("--set-dscp")
        )
            .OneOf("--set-dscp", "--set-dscp-class")
            .Of("mangle");

    public static Extension Ecn { get; } =
        new Extension("ECN", new ExtensionOption("--ecn-tcp-remove").Mandatory)
            .For("tcp")
            .Of("mangle")
            .Only(IpFamily.IPv4);

    public static Extension Ttl { get; } = Hops("TTL", "ttl", IpFamily.IPv4);

    public static Extension Hl { get; } = Hops("HL", "hl", IpFamily.IPv6);

    public static Extension Checksum { get; } =
        new Extension("CHECKSUM", new ExtensionOption("--checksum-fill").Mandatory).Of("mangle");

    public static Extension Classify { get; } =
        new Extension("CLASSIFY", new ExtensionOption("--set-class", Class).Mandatory).In(
            "FORWARD",
            "OUTPUT",
            "POSTROUTING"
        );

    public static Extension Hmark { get; } =
        new Extension(
            "HMARK",
            new ExtensionOption("--hmark-src-prefix", AddressArgument.Length),
            new ExtensionOption("--hmark-dst-prefix", AddressArgument.Length),
            new ExtensionOption("--hmark-sport-mask", NumberArgument.Hex(0xffff, 4)),
            new ExtensionOption("--hmark-dport-mask", NumberArgument.Hex(0xffff, 4)),
            new ExtensionOption("--hmark-spi-mask", NumberArgument.Hex(uint.MaxValue, 8)),
            new ExtensionOption("--hmark-sport", NumberArgument.Hex(0xffff, 4)),
            new ExtensionOption("--hmark-dport", NumberArgument.Hex(0xffff, 4)),
            new ExtensionOption("--hmark-spi", NumberArgument.Hex(uint.MaxValue, 8)),
            new ExtensionOption("--hmark-proto-mask", ProtocolMask),
            new ExtensionOption("--hmark-rnd", NumberArgument.Hex(uint.MaxValue, 8)).Mandatory,
            new ExtensionOption("--hmark-mod", NumberArgument.Between(1, uint.MaxValue)).Mandatory,
            new ExtensionOption("--hmark-offset", NumberArgument.Unless(0, 0, uint.MaxValue)),
            new ExtensionOption("--hmark-tuple", HashedTuple)
        )
        {
            Print = (use, context) => PrintHash(use, context),
        }
            .Any(
                "--hmark-tuple",
                "--hmark-src-prefix",
                "--hmark-dst-prefix",
                "--hmark-sport-mask",
                "--hmark-dport-mask",
                "--hmark-spi-mask",
                "--hmark-proto-mask"
            )
            .NotBoth("--hmark-spi-mask", "--hmark-sport-mask")
            .NotBoth("--hmark-spi-mask", "--hmark-dport-mask");

    public static Extension Tcpmss { get; } =
        new Extension(
            "TCPMSS",
            new ExtensionOption("--set-mss", NumberArgument.Bits16),
            new ExtensionOption("--clamp-mss-to-pmtu")
        )
        {
            // iptables-nft takes it without; the kernel's own check stops iptables-legacy.
            LegacyCheck = (_, context) =>
                TransportExtensions.AsksForSyn(context) ? null : "--syn, or --tcp-flags with SYN",
            KernelCheck = (use, context) =>
                use.Has("--clamp-mss-to-pmtu") && context.Hook is "PREROUTING" or "INPUT"
                    ? "--clamp-mss-to-pmtu in FORWARD, OUTPUT or POSTROUTING"
                    : null,
        }
            .OneOf("--set-mss", "--clamp-mss-to-pmtu")
            .For("tcp");

    public static Extension Tcpoptstrip { get; } =
        new Extension("TCPOPTSTRIP", new ExtensionOption("--strip-options", TcpOptions))
            .For("tcp")
            .Of("mangle");

    private static ArgumentType Class =>
        new(
            "MAJOR:MINOR in hexadecimal",
            text =>
            {
                var parts = text.Split(':');
                return
                    parts.Length == 2
                    && NumberArgument.Find($"0x{parts[0]}") is { } major
                    && NumberArgument.Find($"0x{parts[1]}") is { } minor
                    ? $"{major & 0xffff:x4}:{minor & 0xffff:x4}"
                    : null;
            }
        );

    private static ArgumentType ProtocolMask =>
        new(
            "a number from 0 to 0xffff",
            text =>
                NumberArgument.Find(text, 0xffff) is { } mask
                    ? NumberArgument.HexText(mask, mask > 0xff ? 4 : 2)
                    : null
        );

    private static ArgumentType HashedTuple =>
        new(
            "a list, with commas, of src, dst, sport, dport, spi, ct, or that alone",
            text =>
                text.Split(',')
                    .All(word =>
                        word is "src" or "dst" or "sport" or "dport" or "spi" or "ct" or "proto"
                    )
                    ? text
                    : null
        );

    /// <summary>A tuple is a short form of the masks of ones.</summary>
    private static IEnumerable<string> PrintHash(ExtensionUse use, RuleContext context)
    {
        var tuple = (use.Value("--hmark-tuple") ?? "").Split(',');
        var whole = NumberArgument.Text((ulong)Address.WidthOf(context.Family));
        foreach (var option in use.Extension.Options)
        {
            if (option.Name == "--hmark-tuple")
            {
                if (tuple.Contains("ct"))
                {
                    yield return "--hmark-tuple ct";
                }
            }
            else if (use[option.Name] is { } setting)
            {
                if (!setting.IsSilent)
                {
                    yield return setting.Text;
                }
            }
            else if (
                option.Name switch
                {
                    "--hmark-src-prefix" => ("src", whole),
                    "--hmark-dst-prefix" => ("dst", whole),
                    "--hmark-sport-mask" => ("sport", "0xffff"),
                    "--hmark-dport-mask" => ("dport", "0xffff"),
                    "--hmark-spi-mask" => ("spi", "0xffffffff"),
                    "--hmark-proto-mask" => ("proto", "0xffff"),
                    _ => default((string Name, string Mask)?),
                }
                    is { } implied
                && tuple.Contains(implied.Name)
            )
            {
                yield return $"{option.Name} {implied.Mask}";
            }
        }
    }

    private static ArgumentType TcpOptions =>
        new(
            "options from 2 to 255 with commas between, or wscale, mss, sack-permitted, sack, timestamp, md5",
            text =>
            {
                var options = text.Split(',')
                    .Select(word =>
                        (ulong)(
                            word.ToLowerInvariant() switch
                            {
                                "mss" => 2,
                                "wscale" => 3,
                                "sack-permitted" => 4,
                                "sack" => 5,
                                "timestamp" => 8,
                                "md5" => 19,
                                _ => NumberArgument.Find(word, 255) ?? 0,
                            }
                        )
                    )
                    .ToList();
                return options.TrueForAll(option => option >= 2)
                    ? string.Join(
                        ',',
                        options.Distinct().Order().Select(option => NumberArgument.Text(option))
                    )
                    : null;
            }
        );

    private static IEnumerable<ExtensionOption> Setting(string printed) =>
        [
            new ExtensionOption("--set-xmark", MarkArgument.Turned),
            new ExtensionOption("--set-mark", MarkArgument.Assigned).As(printed),
            new ExtensionOption("--and-mark", MarkArgument.And).As(printed),
            new ExtensionOption("--or-mark", MarkArgument.Or).As(printed),
            new ExtensionOption("--xor-mark", MarkArgument.Xor).As(printed),
        ];

    private static Extension Hops(string name, string field, IpFamily family) =>
        new Extension(
            name,
            new ExtensionOption($"--{field}-set", NumberArgument.Bits8),
            new ExtensionOption($"--{field}-dec", NumberArgument.Between(1, 255)),
            new ExtensionOption($"--{field}-inc", NumberArgument.Between(1, 255))
        )
            .OneOf($"--{field}-set", $"--{field}-dec", $"--{field}-inc")
            .Of("mangle")
            .Only(family);
}
