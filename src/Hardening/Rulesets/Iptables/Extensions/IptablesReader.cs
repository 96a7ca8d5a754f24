using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Reads rules of iptables(8) and ip6tables(8), whose matches bring their options when <c>-m</c> or <c>-p</c> loads them.</summary>
/// <param name="context">Where the rule stands.</param>
/// <param name="words">The words of the rule.</param>
internal sealed class IptablesReader(RuleContext context, IReadOnlyList<string> words)
    : SpecificationReader(context, words, Options)
{
    private const int LongestList = 1024;
    private const int LongestName = 28;

    private List<string> sources = [];
    private List<string> destinations = [];
    private bool isProtocolLoaded;

    /// <summary>The options of the tool's own table, in its order.</summary>
    public static EquatableArray<GeneralOption> Options { get; } =
    [
        new('A', ["append"], ArgumentNeed.One),
        new('D', ["delete"], ArgumentNeed.One),
        new('C', ["check"], ArgumentNeed.One),
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
        new GeneralOption('s', ["source", "src"], ArgumentNeed.One).Negatable,
        new GeneralOption('d', ["destination", "dst"], ArgumentNeed.One).Negatable,
        new GeneralOption('p', ["protocol"], ArgumentNeed.One).Negatable,
        new GeneralOption('i', ["in-interface"], ArgumentNeed.One).Negatable,
        new('j', ["jump"], ArgumentNeed.One),
        new('t', ["table"], ArgumentNeed.One),
        new('m', ["match"], ArgumentNeed.One),
        new('n', ["numeric"], ArgumentNeed.None),
        new GeneralOption('o', ["out-interface"], ArgumentNeed.One).Negatable,
        new('v', ["verbose"], ArgumentNeed.None),
        new('w', ["wait"], ArgumentNeed.Joined),
        new('W', ["wait-interval"], ArgumentNeed.Joined),
        new('x', ["exact"], ArgumentNeed.None),
        new('f', ["fragments"], ArgumentNeed.None),
        new('V', ["version"], ArgumentNeed.None),
        new('h', ["help"], ArgumentNeed.Joined),
        new('0', ["line-numbers"], ArgumentNeed.None),
        new('M', ["modprobe"], ArgumentNeed.One),
        new('c', ["set-counters"], ArgumentNeed.One),
        new('g', ["goto"], ArgumentNeed.One),
        new('4', ["ipv4"], ArgumentNeed.None) { HasLetter = true, Shown = "-4" },
        new('6', ["ipv6"], ArgumentNeed.None) { HasLetter = true, Shown = "-6" },
    ];

    private IpFamily Family => Context.Family;

    /// <summary><c>-p tcp --dport 22</c> loads the match tcp by itself, once.</summary>
    protected override bool LoadProtocol()
    {
        if (
            isProtocolLoaded
            || !General.TryGetValue('p', out var protocol)
            || ExtensionCatalogue.FindProtocol(Family, protocol.Text) is not { } extension
            || Uses.Any(use => use.Extension == extension)
        )
        {
            return false;
        }
        isProtocolLoaded = true;
        Load(extension, isTarget: false);
        return true;
    }

    protected override void ReadGeneral(GeneralOption option, string? argument, int at, int word)
    {
        switch (option.Letter)
        {
            case 's' or 'd':
                Once(option, argument!, at);
                ReadAddresses(option.Letter, argument!, word);
                break;
            case 'p':
                ReadProtocol(option, argument!, at, word);
                break;
            case 'i' or 'o':
                ReadInterface(option, argument!, at, word);
                break;
            case 'f':
                Once(option, string.Empty, at);
                if (Family == IpFamily.IPv6)
                {
                    Fault(at, "-f", "the match frag with ip6tables");
                }
                break;
            case 'm':
                ReadMatch(argument!, at, word);
                break;
            case 'j' or 'g':
                ReadTarget(
                    option,
                    argument!,
                    at,
                    word,
                    option.Letter == 'j' ? ExtensionCatalogue.FindTarget(Family, argument!) : null,
                    LongestName
                );
                break;
            case 'c':
                ReadCounters(argument!, word);
                break;
            case '4' or '6':
                if (option.Letter == '4' != (Family == IpFamily.IPv4))
                {
                    Fault(at, option.Shown, "it with the tool of the other family alone");
                }
                break;
            case 'w' or 'W' when argument is null:
                // The seconds may stand in a word of their own.
                TakeIf(next => NumberArgument.Find(next) is not null);
                break;
            case 'v' or 'M' or 'w' or 'W':
                break;
            default:
                Fault(at, Quotation.Of(Words[at]), "an option of a rule");
                break;
        }
    }

    private void ReadAddresses(char letter, string argument, int word)
    {
        var texts = new List<string>();
        foreach (var part in argument.Split(','))
        {
            if (AddressText(part) is not { } text)
            {
                Fault(
                    word,
                    Quotation.Of(part),
                    $"an {Family} address, with or without a mask, behind -{letter}"
                );
                return;
            }
            texts.Add(text);
        }
        if (IsNegated && texts.Count > 1)
        {
            Fault(word, $"a list behind ! -{letter}", "one address");
        }
        if (letter == 's')
        {
            sources = texts;
        }
        else
        {
            destinations = texts;
        }
        if (Math.Max(1, sources.Count) * Math.Max(1, destinations.Count) > LongestList)
        {
            Fault(word, $"{texts.Count} addresses", $"{LongestList} rules at most of one");
        }
    }

    /// <summary>As iptables-save prints it; a name as it is, which the tool looks up when the rule is loaded.</summary>
    private string? AddressText(string text)
    {
        if (AddressArgument.Network(text, Family) is var (address, mask))
        {
            return AddressArgument.NetworkText(Family, address, mask);
        }
        var slash = text.IndexOf('/');
        var name = slash < 0 ? text : text[..slash];
        // A null mask needs no address: any/0.
        if (slash >= 0 && text[(slash + 1)..] == "0" && name.Length > 0)
        {
            return AddressArgument.NetworkText(Family, Address.Lowest(Family), 0);
        }
        return slash < 0 && AddressArgument.IsHostName(name) ? name : null;
    }

    private void ReadProtocol(GeneralOption option, string argument, int at, int word)
    {
        if (ProtocolNames.Find(argument) is not { } number)
        {
            Fault(
                word,
                Quotation.Of(argument),
                "a protocol from 0 to 255 or a name of protocols(5) behind -p"
            );
            return;
        }
        if (number == 0 && IsNegated)
        {
            Fault(at, "! -p all", "a protocol: such a rule would never match");
            return;
        }
        Once(option, number == 0 ? string.Empty : ProtocolNames.Text(number), at);
    }

    private void ReadMatch(string name, int at, int word)
    {
        if (IsNegated)
        {
            Fault(at, "\"!\" before -m", "none");
        }
        else if (ExtensionCatalogue.FindMatch(Family, name) is { } match)
        {
            Load(match, isTarget: false);
        }
        else
        {
            Fault(word, Quotation.Of(name), $"a match of iptables-extensions(8) that {Family} has");
        }
    }

    protected override void Check()
    {
        CheckDirection('i', 'o');
        var protocol = General.GetValueOrDefault('p', new GeneralSetting(string.Empty, false));
        var whole = Context with
        {
            ProtocolName = protocol.Text,
            IsProtocolNegated = protocol.IsNegated,
            Matches = Uses.Where(use => !use.IsTarget).ToEquatableArray(),
        };
        foreach (var use in Uses)
        {
            var name = $"{(use.IsTarget ? "-j" : "-m")} {use.Extension.Name}";
            if (use.Expected(whole) is { } missing)
            {
                Fault($"{name} without it", missing);
            }
            else if (use.ExpectedByKernel(whole) is { } wanted)
            {
                Add(new RuleFault(Words.Count, $"{name} without it", wanted, IsOfKernel: true));
            }
            else if (use.ExpectedByLegacy(whole) is { } old)
            {
                Add(
                    new RuleFault(
                        Words.Count,
                        $"{name} without it",
                        old,
                        IsOfKernel: true,
                        IsOfLegacy: true
                    )
                );
            }
        }
    }

    protected override IEnumerable<string> Print()
    {
        var behind = string.Concat(
            PrintedInterface('i')
                .Concat(PrintedInterface('o'))
                .Concat(Printed('p', setting => setting.Text.Length > 0))
                .Concat(Printed('f'))
                .Concat(
                    Uses.Where(use => !use.IsTarget)
                        .SelectMany(use => use.Print(Context).Prepend($"-m {use.Extension.Name}"))
                )
                .Concat(Printed('j'))
                .Concat(Uses.Where(use => use.IsTarget).SelectMany(use => use.Print(Context)))
                .Concat(Printed('g'))
                .Select(part => $" {part}")
        );
        foreach (var source in Addresses('s', sources))
        {
            foreach (var destination in Addresses('d', destinations))
            {
                yield return $"{source}{destination}{behind}".TrimStart();
            }
        }
    }

    private IEnumerable<string> Addresses(char letter, List<string> texts)
    {
        if (texts.Count == 0)
        {
            return [string.Empty];
        }
        var negation = General[letter].IsNegated ? "! " : "";
        var any = AddressArgument.NetworkText(Family, Address.Lowest(Family), 0);
        return texts.Select(text =>
            text == any && negation.Length == 0 ? string.Empty : $" {negation}-{letter} {text}"
        );
    }
}
