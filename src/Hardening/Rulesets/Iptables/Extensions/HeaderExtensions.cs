using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Matches of what stands in the headers of IPv4, IPv6 and IPsec, and in the packet as a whole.</summary>
internal static class HeaderExtensions
{
    public static Extension Ah4 { get; } =
        new Extension("ah", new ExtensionOption("--ahspi", NumberArgument.Range32OrAny).Negatable)
            .For("ah")
            .Only(IpFamily.IPv4);

    public static Extension Ah6 { get; } =
        new Extension(
            "ah",
            new ExtensionOption("--ahspi", NumberArgument.Range32OrAny).Negatable,
            new ExtensionOption("--ahlen", NumberArgument.Bits32).Negatable,
            new ExtensionOption("--ahres")
        ).Only(IpFamily.IPv6);

    public static Extension Esp { get; } =
        new Extension(
            "esp",
            new ExtensionOption("--espspi", NumberArgument.Range32OrAny).Negatable
        ).For("esp");

    public static Extension Ipcomp { get; } =
        new Extension(
            "ipcomp",
            new ExtensionOption("--ipcompspi", NumberArgument.Range32OrAny).Negatable,
            new ExtensionOption("--compres")
        ).For("ipcomp");

    public static Extension Frag { get; } =
        new Extension(
            "frag",
            new ExtensionOption("--fragid", NumberArgument.Range32OrAny).Negatable,
            new ExtensionOption("--fraglen", NumberArgument.Bits32).Negatable,
            new ExtensionOption("--fragres"),
            new ExtensionOption("--fragfirst"),
            new ExtensionOption("--fragmore"),
            new ExtensionOption("--fraglast")
        )
            .Only(IpFamily.IPv6)
            .NotBoth("--fragmore", "--fraglast");

    public static Extension Hbh { get; } = Options("hbh");

    public static Extension Dst { get; } = Options("dst");

    public static Extension Rt { get; } =
        new Extension(
            "rt",
            new ExtensionOption("--rt-type", NumberArgument.Bits32).Negatable,
            new ExtensionOption("--rt-segsleft", NumberArgument.Range32OrAny).Negatable,
            new ExtensionOption("--rt-len", NumberArgument.Bits32).Negatable,
            new ExtensionOption("--rt-0-res").With("--rt-type"),
            new ExtensionOption("--rt-0-addrs", AddressList).With("--rt-type"),
            new ExtensionOption("--rt-0-not-strict").With("--rt-0-addrs")
        )
        {
            Check = (use, _) =>
                (use.Has("--rt-0-res") || use.Has("--rt-0-addrs"))
                && use["--rt-type"] is not { IsNegated: false, Printed: "0" }
                    ? "--rt-type 0 with it"
                    : null,
        }.Only(IpFamily.IPv6);

    public static Extension Srh { get; } =
        new Extension(
            "srh",
            new ExtensionOption("--srh-next-hdr", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-hdr-len-eq", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-hdr-len-gt", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-hdr-len-lt", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-segs-left-eq", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-segs-left-gt", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-segs-left-lt", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-last-entry-eq", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-last-entry-gt", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-last-entry-lt", NumberArgument.Bits8).Negatable,
            new ExtensionOption("--srh-tag", NumberArgument.Bits16).Negatable,
            new ExtensionOption("--srh-psid", AddressArgument.WithLength).Negatable,
            new ExtensionOption("--srh-nsid", AddressArgument.WithLength).Negatable,
            new ExtensionOption("--srh-lsid", AddressArgument.WithLength).Negatable
        ).Only(IpFamily.IPv6);

    public static Extension Mh { get; } =
        new Extension("mh", new ExtensionOption("--mh-type", MobilityType).Negatable)
        {
            Aliases = ["ipv6-mh", "mobility-header"],
        }
            .For("mobility-header")
            .Only(IpFamily.IPv6);

    public static Extension Ipv6Header { get; } =
        new Extension(
            "ipv6header",
            new ExtensionOption("--header", HeaderList).Negatable.Mandatory,
            new ExtensionOption("--soft")
        ).Only(IpFamily.IPv6);

    public static Extension Eui64 { get; } =
        new Extension("eui64").In("PREROUTING", "INPUT", "FORWARD").Only(IpFamily.IPv6);

    public static Extension Ttl { get; } = HopsLeft("ttl", IpFamily.IPv4);

    public static Extension Hl { get; } = HopsLeft("hl", IpFamily.IPv6);

    public static Extension Tos { get; } =
        new("tos", new ExtensionOption("--tos", TosArgument.Masked).Negatable.Mandatory);

    public static Extension Dscp { get; } =
        new Extension(
            "dscp",
            new ExtensionOption("--dscp", NumberArgument.Hex(0x3f, 2)).Negatable,
            new ExtensionOption("--dscp-class", TosArgument.DscpClass).As("--dscp").Negatable
        ).OneOf("--dscp", "--dscp-class");

    public static Extension Ecn { get; } =
        new Extension(
            "ecn",
            new ExtensionOption("--ecn-tcp-ece").Negatable,
            new ExtensionOption("--ecn-tcp-cwr").Negatable,
            new ExtensionOption("--ecn-ip-ect", NumberArgument.Between(0, 3)).Negatable
        )
        {
            KernelCheck = (use, context) =>
                (use.Has("--ecn-tcp-ece") || use.Has("--ecn-tcp-cwr"))
                && (context.ProtocolName != "tcp" || context.IsProtocolNegated)
                    ? "-p tcp"
                    : null,
        }.Any("--ecn-tcp-ece", "--ecn-tcp-cwr", "--ecn-ip-ect");

    public static Extension Length { get; } =
        new("length", new ExtensionOption("--length", NumberArgument.Range16).Negatable.Mandatory);

    public static Extension Bpf { get; } =
        new Extension(
            "bpf",
            new ExtensionOption("--bytecode", Bytecode),
            new ExtensionOption("--object-pinned", WordArgument.Raw(512))
        ).OneOf("--bytecode", "--object-pinned");

    public static Extension U32 { get; } =
        new("u32", new ExtensionOption("--u32", U32Argument.Type).Negatable.Mandatory);

    public static Extension Text { get; } =
        new Extension(
            "string",
            new ExtensionOption("--string", StringArgument.Plain).Negatable,
            new ExtensionOption("--hex-string", StringArgument.Hex).Negatable,
            new ExtensionOption("--algo", WordArgument.OneOf("bm", "kmp")).Mandatory,
            new ExtensionOption("--from", NumberArgument.Unless(0, 0, 65535)),
            new ExtensionOption("--to", NumberArgument.Unless(65535, 0, 65535)),
            new ExtensionOption("--icase")
        )
        {
            Print = (use, _) =>
                [
                    StringArgument.Print((use["--string"] ?? use["--hex-string"])!),
                    .. use
                        .Extension.Options.Skip(2)
                        .Select(option => use[option.Name])
                        .OfType<ExtensionSetting>()
                        .Where(setting => !setting.IsSilent)
                        .Select(setting => setting.Text),
                ],
        }.OneOf("--string", "--hex-string");

    private static ArgumentType Bytecode =>
        new(
            "a number of instructions and the instructions, with commas between",
            text =>
            {
                var parts = text.Trim().TrimEnd(',').Split(',');
                return
                    NumberArgument.Find(parts[0], 64) is { } count
                    && (int)count == parts.Length - 1
                    && parts
                        .Skip(1)
                        .All(part =>
                            part.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                                is { Length: 4 } four
                            && Array.TrueForAll(four, word => NumberArgument.Find(word) is not null)
                        )
                    ? $"\"{string.Join(',', parts)}\""
                    : null;
            }
        );

    private static ArgumentType AddressList =>
        new(
            "addresses with commas between",
            (text, context) =>
            {
                var addresses = text.Split(',')
                    .Select(part => AddressArgument.Find(part, context.Family))
                    .ToList();
                return addresses.Count <= 16 && addresses.TrueForAll(address => address is not null)
                    ? string.Join(',', addresses)
                    : null;
            }
        );

    private static ArgumentType MobilityType =>
        new(
            "a type of mobility header from 0 to 255, a range of such, or a name",
            (text, context) =>
                MobilityTypes(text) is not var (first, last) ? null
                : !context.IsNegated && first == 0 && last == byte.MaxValue ? string.Empty
                : NumberArgument.RangeText(first, last)
        );

    /// <summary>A type of mobility header or a range of such, by numbers or names; null for anything else.</summary>
    public static (ulong First, ulong Last)? MobilityTypes(string text)
    {
        var ends = text.Split(':');
        return
            ends.Length <= 2
            && text.Length > 0
            && MobilityTypeOf(ends[0], 0) is { } first
            && MobilityTypeOf(ends[^1], byte.MaxValue) is { } last
            && first <= last
            ? (first, last)
            : null;
    }

    private static ulong? MobilityTypeOf(string word, ulong missing)
    {
        EquatableArray<(string Long, string Short)> names =
        [
            ("binding-refresh-request", "brr"),
            ("home-test-init", "hoti"),
            ("careof-test-init", "coti"),
            ("home-test", "hot"),
            ("careof-test", "cot"),
            ("binding-update", "bu"),
            ("binding-acknowledgement", "ba"),
            ("binding-error", "be"),
        ];
        var number = names
            .ToList()
            .FindIndex(name =>
                word.Equals(name.Long, StringComparison.OrdinalIgnoreCase)
                || word.Equals(name.Short, StringComparison.OrdinalIgnoreCase)
            );
        return word.Length == 0 ? missing
            : number >= 0 ? (ulong)number
            : NumberArgument.Find(word, byte.MaxValue);
    }

    private static ArgumentType HeaderList
    {
        get
        {
            EquatableArray<(string Printed, string Other, string Number)> names =
            [
                ("hop-by-hop", "hop", "0"),
                ("ipv6-opts", "dst", "60"),
                ("ipv6-route", "route", "43"),
                ("ipv6-frag", "frag", "44"),
                ("ah", "auth", "51"),
                ("esp", "esp", "50"),
                ("ipv6-nonxt", "none", "59"),
                ("protocol", "prot", "255"),
            ];
            return new ArgumentType(
                $"a list, with commas, of {string.Join(", ", names.Select(name => name.Other))}",
                text =>
                {
                    var printed = text.Split(',')
                        .Select(word =>
                            names
                                .FirstOrDefault(name =>
                                    word == name.Printed
                                    || word == name.Other
                                    || word == name.Number
                                )
                                .Printed
                        )
                        .ToList();
                    return printed.Contains(null!)
                        ? null
                        : string.Join(
                            ',',
                            names.Select(name => name.Printed).Where(printed.Contains)
                        );
                }
            );
        }
    }

    private static Extension Options(string name) =>
        new Extension(
            name,
            new ExtensionOption($"--{name}-len", NumberArgument.Bits32).Negatable,
            new ExtensionOption($"--{name}-opts", OptionList)
        ).Only(IpFamily.IPv6);

    private static ArgumentType OptionList =>
        new(
            "sixteen at most of TYPE[:LENGTH] with commas between, both from 0 to 255",
            text =>
            {
                var options = text.Split(',')
                    .Select(part => part.Split(':'))
                    .Select(part =>
                        part.Length <= 2
                        && NumberArgument.Find(part[0], 255) is { } type
                        && (part.Length == 1 || NumberArgument.Find(part[1], 255) is not null)
                            ? NumberArgument.Text(type)
                                + (
                                    part.Length == 1
                                        ? ""
                                        : $":{NumberArgument.Text(NumberArgument.Find(part[1]).GetValueOrDefault())}"
                                )
                            : null
                    )
                    .ToList();
                return options.Count <= 16 && !options.Contains(null)
                    ? string.Join(',', options)
                    : null;
            }
        );

    private static Extension HopsLeft(string name, IpFamily family) =>
        new Extension(
            name,
            new ExtensionOption($"--{name}-eq", NumberArgument.Bits8).Or($"--{name}").Negatable,
            new ExtensionOption($"--{name}-lt", NumberArgument.Bits8),
            new ExtensionOption($"--{name}-gt", NumberArgument.Bits8)
        )
            .OneOf($"--{name}-eq", $"--{name}-lt", $"--{name}-gt")
            .Only(family);
}
