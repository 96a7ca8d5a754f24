using System.Globalization;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>Reads rules of arptables(8), which has no matches but its own options.</summary>
/// <param name="context">Where the rule stands.</param>
/// <param name="words">The words of the rule.</param>
internal sealed class ArptablesReader(RuleContext context, IReadOnlyList<string> words)
    : SpecificationReader(context, words, Options)
{
    private const int LongestName = 28;

    // These have no letter.
    public const char SourceMac = '2';
    public const char DestinationMac = '3';
    public const char Operation = '4';
    public const char HardwareType = '5';
    public const char ProtocolType = '6';
    public const char ProtocolLength = '8';

    private static EquatableArray<GeneralOption> Options { get; } =
    [
        new('A', ["append"], ArgumentNeed.One),
        new('D', ["delete"], ArgumentNeed.One),
        new('I', ["insert"], ArgumentNeed.One),
        new('R', ["replace"], ArgumentNeed.One),
        new('L', ["list"], ArgumentNeed.Joined),
        new('S', ["list-rules"], ArgumentNeed.Joined),
        new('F', ["flush"], ArgumentNeed.Joined),
        new('Z', ["zero"], ArgumentNeed.Joined),
        new('N', ["new-chain"], ArgumentNeed.One),
        new('X', ["delete-chain"], ArgumentNeed.Joined),
        new('E', ["rename-chain"], ArgumentNeed.One),
        new('P', ["policy"], ArgumentNeed.One),
        new GeneralOption(
            's',
            ["source-ip", "src-ip", "source", "src"],
            ArgumentNeed.One
        ).Negatable,
        new GeneralOption(
            'd',
            ["destination-ip", "dst-ip", "destination", "dst"],
            ArgumentNeed.One
        ).Negatable,
        new GeneralOption(SourceMac, ["src-mac", "source-mac"], ArgumentNeed.One).Negatable,
        new GeneralOption(
            DestinationMac,
            ["dst-mac", "destination-mac"],
            ArgumentNeed.One
        ).Negatable,
        new GeneralOption('l', ["h-length"], ArgumentNeed.One) { Shown = "--h-length" }.Negatable,
        new GeneralOption(ProtocolLength, ["p-length"], ArgumentNeed.One).Negatable,
        new GeneralOption(Operation, ["opcode"], ArgumentNeed.One).Negatable,
        new GeneralOption(HardwareType, ["h-type"], ArgumentNeed.One).Negatable,
        new GeneralOption(ProtocolType, ["proto-type"], ArgumentNeed.One).Negatable,
        new GeneralOption('i', ["in-interface"], ArgumentNeed.One).Negatable,
        new('j', ["jump"], ArgumentNeed.One),
        new('t', ["table"], ArgumentNeed.One),
        new('n', ["numeric"], ArgumentNeed.None),
        new GeneralOption('o', ["out-interface"], ArgumentNeed.One).Negatable,
        new('v', ["verbose"], ArgumentNeed.None),
        new('x', ["exact"], ArgumentNeed.None),
        new('V', ["version"], ArgumentNeed.None),
        new('h', ["help"], ArgumentNeed.None),
        new('0', ["line-numbers"], ArgumentNeed.None),
        new('M', ["modprobe"], ArgumentNeed.One),
        new('c', ["set-counters"], ArgumentNeed.One),
    ];

    protected override bool TakesInnerNegation => true;

    protected override void ReadGeneral(GeneralOption option, string? argument, int at, int word)
    {
        switch (option.Letter)
        {
            case 's' or 'd':
                ReadTyped(option, argument!, at, word, Network);
                break;
            case 'i' or 'o':
                ReadInterface(option, argument!, at, word);
                break;
            case SourceMac or DestinationMac:
                ReadTyped(
                    option,
                    argument!,
                    at,
                    word,
                    HardwareAddressArgument.Range(printsNames: false)
                );
                break;
            case 'l' or ProtocolLength:
                ReadTyped(option, argument!, at, word, Masked(10, byte.MaxValue, []));
                break;
            case Operation:
                ReadTyped(
                    option,
                    argument!,
                    at,
                    word,
                    Masked(10, ushort.MaxValue, ArpOperations.Names)
                );
                break;
            case HardwareType:
                ReadTyped(option, argument!, at, word, Masked(16, ushort.MaxValue, ["Ethernet"]));
                break;
            case ProtocolType:
                ReadTyped(option, argument!, at, word, Protocol);
                break;
            case 'j':
                ReadTarget(
                    option,
                    argument!,
                    at,
                    word,
                    ArptablesTargets.Find(argument!),
                    LongestName
                );
                break;
            case 'c':
                ReadCounters(argument!, word);
                break;
            case 'v' or 'M':
                break;
            default:
                Fault(at, Quotation.Of(Words[at]), "an option of a rule");
                break;
        }
    }

    protected override void Check()
    {
        CheckDirection('i', 'o');
        foreach (var use in Uses)
        {
            var name = $"-j {use.Extension.Name}";
            if (use.Expected(Context) is { } missing)
            {
                Fault($"{name} without it", missing);
            }
            CheckLength(use, ["--mangle-mac-s", "--mangle-mac-d"], 'l', "6");
            CheckLength(use, ["--mangle-ip-s", "--mangle-ip-d"], ProtocolLength, "4");
        }
    }

    protected override IEnumerable<string> Print() =>
        from source in Addresses('s')
        from destination in Addresses('d')
        select string.Join(
            ' ',
            Printed('j')
                .Concat(PrintedInterface('i'))
                .Concat(PrintedInterface('o'))
                .Concat(source)
                .Concat(Printed(SourceMac))
                .Concat(destination)
                .Concat(Printed(DestinationMac))
                .Concat(Printed('l', setting => IsOther(setting, "6")))
                .Concat(Printed(Operation))
                .Concat(Printed(HardwareType, setting => IsOther(setting, "0x1")))
                .Concat(Printed(ProtocolType))
                .Concat(Uses.SelectMany(use => use.Print(Context)))
        );

    /// <summary>What every rule asks anyway, if it does not ask something else, is not printed.</summary>
    private static bool IsOther(GeneralSetting setting, string usual) =>
        setting.IsNegated || setting.Text != usual;

    /// <summary>An address can be written where the packet has room for it.</summary>
    private void CheckLength(ExtensionUse use, string[] rewriting, char length, string expected)
    {
        if (
            rewriting.Any(use.Has)
            && General.TryGetValue(length, out var setting)
            && IsOther(setting, expected)
        )
        {
            Fault(
                $"{string.Concat(Printed(length))} with {rewriting.First(use.Has)}",
                $"{Shown(length)} {expected}"
            );
        }
    }

    /// <summary>One text for each address of a list, of which the tool makes as many rules; any at all is as good as none.</summary>
    private IEnumerable<string[]> Addresses(char letter) =>
        General.TryGetValue(letter, out var setting)
            ? setting
                .Text.Split(',')
                .Select(text =>
                    text == Everywhere && !setting.IsNegated
                        ? Array.Empty<string>()
                        : [$"{(setting.IsNegated ? "! " : "")}-{letter} {text}"]
                )
            :
            [
                [],
            ];

    private const string Everywhere = "0.0.0.0/0";

    private static ArgumentType Network =>
        new(
            "addresses of IPv4 with commas between, each with or without a mask",
            (text, context) =>
            {
                var texts = text.Split(',')
                    .Select(part =>
                        AddressArgument.PlainNetworkText(IpFamily.IPv4, part)
                        ?? (AddressArgument.IsHostName(part) ? part : null)
                    )
                    .ToList();
                return texts.Contains(null) || texts.Count > 1 && context.IsNegated
                    ? null
                    : string.Join(',', texts);
            }
        );

    /// <summary><c>VALUE[/MASK]</c>, both in one base; the names are those of the numbers from 1 on.</summary>
    private static ArgumentType Masked(
        int numberBase,
        ulong highest,
        EquatableArray<string> names
    ) =>
        new(
            $"a number from 0 to {Number(highest, numberBase)} with or without a mask{(names.Count > 0 ? $", or {string.Join(", ", names)}" : "")}",
            text =>
            {
                var name = names
                    .ToList()
                    .FindIndex(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
                if (name >= 0)
                {
                    return Number((ulong)name + 1, numberBase);
                }
                var slash = text.IndexOf('/');
                return
                    Find(slash < 0 ? text : text[..slash]) is { } value
                    && (slash < 0 ? highest : Find(text[(slash + 1)..])) is { } mask
                    ? Number(value, numberBase)
                        + (mask == highest ? "" : $"/{Number(mask, numberBase)}")
                    : null;

                ulong? Find(string part) =>
                    numberBase == 16
                        ? NumberArgument.FindHex(part, highest)
                        : NumberArgument.Find(part, highest);
            }
        );

    private static ArgumentType Protocol =>
        new(
            "ipv4, or a number from 0 to 65535 with or without a mask",
            text =>
                text.Equals("ipv4", StringComparison.OrdinalIgnoreCase) ? "0x800"
                : MarkArgument.Find(text, ushort.MaxValue) is var (value, mask)
                && (value | mask) <= ushort.MaxValue
                    ? NumberArgument.HexText(value)
                        + (mask == ushort.MaxValue ? "" : $"/{NumberArgument.HexText(mask)}")
                : null
        );

    private static string Number(ulong number, int numberBase) =>
        numberBase == 16
            ? NumberArgument.HexText(number)
            : number.ToString(CultureInfo.InvariantCulture);
}
