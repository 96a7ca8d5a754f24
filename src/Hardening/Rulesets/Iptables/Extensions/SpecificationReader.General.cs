using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

// The options that every rule has, and what must hold of all of them together.
internal sealed partial class SpecificationReader
{
    private const string LongestTarget = "a target, or a chain of 28 characters at most";

    private void ReadGeneral(GeneralOption option, string? joined, int at)
    {
        var shown = $"-{option.Letter}";
        if (option.Letter is 'w' or 'W')
        {
            // The seconds may stand in a word of their own.
            next +=
                joined is null && next < words.Count && NumberArgument.Find(words[next]) is not null
                    ? 1
                    : 0;
            return;
        }
        var argument =
            option.Takes == ArgumentNeed.One
                ? Argument(shown, joined, at, option.Letter is 's' or 'd' or 'p' or 'i' or 'o')
                : joined;
        if (HasStopped)
        {
            return;
        }
        var word = joined is null && option.Takes == ArgumentNeed.One ? next - 1 : at;
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
                Once(option, argument!, at);
                ReadInterface(argument!, word);
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
                ReadTarget(option, argument!, at, word);
                break;
            case 'c':
                ReadCounters(argument!, word);
                break;
            case '4' or '6':
                if (option.Letter == '4' != (Family == IpFamily.IPv4))
                {
                    Fault(at, shown, "it with the tool of the other family alone");
                }
                break;
            case 'v' or 'M':
                break;
            default:
                Fault(at, Quotation.Of(words[at]), "an option of a rule");
                break;
        }
    }

    private void Once(GeneralOption option, string text, int at)
    {
        if (!general.TryAdd(option.Letter, (text, isNegated)))
        {
            Fault(at, $"a second -{option.Letter}", "it once");
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
        if (isNegated && texts.Count > 1)
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
        return
            slash < 0
            && name.Length is > 0 and < 256
            && name.Any(char.IsAsciiLetter)
            && name.All(character =>
                char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'
            )
            && name[0] is not ('-' or '.')
            ? name
            : null;
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
        if (number == 0 && isNegated)
        {
            Fault(at, "! -p all", "a protocol: such a rule would never match");
            return;
        }
        Once(option, number == 0 ? string.Empty : ProtocolNames.Text(number), at);
    }

    private void ReadInterface(string argument, int word)
    {
        if (InterfaceArgument.Type.Print(argument, default) is null)
        {
            Fault(word, Quotation.Of(argument), InterfaceArgument.Type.Expected);
        }
    }

    private void ReadMatch(string name, int at, int word)
    {
        if (isNegated)
        {
            Fault(at, "\"!\" before -m", "none");
        }
        else if (ExtensionCatalogue.FindMatch(Family, name) is { } match)
        {
            uses.Add(new ExtensionUse(match, isTarget: false));
        }
        else
        {
            Fault(word, Quotation.Of(name), $"a match of iptables-extensions(8) that {Family} has");
        }
    }

    private void ReadTarget(GeneralOption option, string name, int at, int word)
    {
        if (isNegated)
        {
            Fault(at, $"\"!\" before -{option.Letter}", "none");
            return;
        }
        if (general.ContainsKey('j') || general.ContainsKey('g'))
        {
            Fault(at, $"a second -{option.Letter}", "one target");
            return;
        }
        general[option.Letter] = (name, false);
        if (option.Letter == 'j' && ExtensionCatalogue.FindTarget(Family, name) is { } target)
        {
            uses.Add(new ExtensionUse(target, isTarget: true));
        }
        else if (name.Length is 0 or > 28 || name[0] is '-' or '!' || !WordArgument.IsOneWord(name))
        {
            Fault(word, Quotation.Of(name), LongestTarget);
        }
    }

    /// <summary><c>-c PACKETS BYTES</c> or <c>-c PACKETS,BYTES</c>; iptables-save prints them before the rule.</summary>
    private void ReadCounters(string argument, int word)
    {
        var comma = argument.IndexOf(',');
        var packets = comma < 0 ? argument : argument[..comma];
        var bytes =
            comma >= 0 ? argument[(comma + 1)..]
            : next < words.Count && !words[next].StartsWith('-') ? words[next++]
            : string.Empty;
        if (
            NumberArgument.Find(packets, ulong.MaxValue) is null
            || NumberArgument.Find(bytes, ulong.MaxValue) is null
        )
        {
            Fault(word, Quotation.Of(argument), "packets and bytes behind -c");
        }
    }

    private void CheckAll()
    {
        if (general.ContainsKey('i') && context.Hook is "OUTPUT" or "POSTROUTING")
        {
            Fault(words.Count, $"-i in {context.Hook}", "-o");
        }
        if (general.ContainsKey('o') && context.Hook is "PREROUTING" or "INPUT")
        {
            Fault(words.Count, $"-o in {context.Hook}", "-i");
        }
        var protocol = general.GetValueOrDefault('p', (Text: string.Empty, IsNegated: false));
        var whole = context with
        {
            ProtocolName = protocol.Text,
            IsProtocolNegated = protocol.IsNegated,
            Matches = uses.Where(use => !use.IsTarget).ToEquatableArray(),
        };
        foreach (var use in uses)
        {
            var name = $"{(use.IsTarget ? "-j" : "-m")} {use.Extension.Name}";
            if (use.Expected(whole) is { } missing)
            {
                Fault(words.Count, $"{name} without it", missing);
            }
            else if (use.ExpectedByKernel(whole) is { } wanted)
            {
                faults.Add(
                    new RuleFault(words.Count, $"{name} without it", wanted, IsOfKernel: true)
                );
            }
            else if (use.ExpectedByLegacy(whole) is { } old)
            {
                faults.Add(
                    new RuleFault(
                        words.Count,
                        $"{name} without it",
                        old,
                        IsOfKernel: true,
                        IsOfLegacy: true
                    )
                );
            }
        }
    }

    private IEnumerable<string> Print()
    {
        var behind = string.Concat(
            Interface('i')
                .Concat(Interface('o'))
                .Concat(Negatable('p', text => text.Length > 0))
                .Concat(Negatable('f', _ => true))
                .Concat(
                    uses.Where(use => !use.IsTarget)
                        .SelectMany(use => use.Print(context).Prepend($"-m {use.Extension.Name}"))
                )
                .Concat(general.TryGetValue('j', out var target) ? [$"-j {target.Text}"] : [])
                .Concat(uses.Where(use => use.IsTarget).SelectMany(use => use.Print(context)))
                .Concat(general.TryGetValue('g', out var chain) ? [$"-g {chain.Text}"] : [])
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
        var negation = general[letter].IsNegated ? "! " : "";
        var any = AddressArgument.NetworkText(Family, Address.Lowest(Family), 0);
        return texts.Select(text =>
            text == any && negation.Length == 0 ? string.Empty : $" {negation}-{letter} {text}"
        );
    }

    private IEnumerable<string> Interface(char letter) =>
        Negatable(letter, text => text != "+" || general[letter].IsNegated);

    private IEnumerable<string> Negatable(char letter, Func<string, bool> isShown) =>
        general.TryGetValue(letter, out var option) && isShown(option.Text)
            ? [$"{(option.IsNegated ? "! " : "")}-{letter} {option.Text}".TrimEnd()]
            : [];
}
