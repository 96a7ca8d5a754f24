using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Reads options as getopt_long(3) does for iptables: matches bring theirs when they are loaded.</summary>
/// <param name="context">Where the rule stands.</param>
/// <param name="words">The words of the rule.</param>
internal sealed partial class SpecificationReader(RuleContext context, IReadOnlyList<string> words)
{
    private const int LongestList = 1024;

    private readonly List<RuleFault> faults = [];
    private readonly List<ExtensionUse> uses = [];
    private readonly Dictionary<char, (string Text, bool IsNegated)> general = [];
    private List<string> sources = [];
    private List<string> destinations = [];
    private bool isProtocolLoaded;
    private bool isNegated;
    private int next;

    /// <summary>Whether the tool would have stopped.</summary>
    private bool HasStopped =>
        faults.Exists(fault => fault is { IsOldNegation: false, IsOfKernel: false });

    private IpFamily Family => context.Family;

    public RuleSpecification Read()
    {
        while (next < words.Count && !HasStopped)
        {
            var word = words[next];
            if (word == "!")
            {
                if (isNegated)
                {
                    Fault(next, "a second \"!\"", "an option");
                }
                isNegated = true;
                next++;
                continue;
            }
            if (word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
            {
                if (!ReadLong(word))
                {
                    continue;
                }
            }
            else if (word.Length > 1 && word[0] == '-' && word != "--")
            {
                ReadLetters(word);
            }
            else
            {
                Fault(next, Quotation.Of(word), "an option");
            }
            isNegated = false;
        }
        if (isNegated && !HasStopped)
        {
            Fault(words.Count, "nothing behind \"!\"", "an option");
        }
        if (!HasStopped)
        {
            CheckAll();
        }
        return new RuleSpecification(
            faults.ToEquatableArray(),
            HasStopped ? [] : Print().ToEquatableArray()
        );
    }

    /// <summary>False where the option is to be looked for again, as a match was loaded for it.</summary>
    private bool ReadLong(string word)
    {
        var equals = word.IndexOf('=');
        var name = equals < 0 ? word : word[..equals];
        var joined = equals < 0 ? null : word[(equals + 1)..];
        var found = OptionsOf(name, isWhole: true);
        found = found.Count > 0 ? found : OptionsOf(name, isWhole: false);
        if (found.Count > 1)
        {
            Fault(next, Quotation.Of(name), $"one of {string.Join(", ", found.Select(Shown))}");
        }
        else if (found is [var (one, use, option)])
        {
            next++;
            if (one is not null)
            {
                ReadGeneral(one, joined, next - 1);
            }
            else
            {
                ReadOption(use!, option!, joined, next - 1);
            }
        }
        else if (LoadProtocol())
        {
            return false;
        }
        else
        {
            Fault(
                next,
                Quotation.Of(name),
                "an option of a match or target that is loaded before it"
            );
        }
        return true;
    }

    /// <summary>The options of a name, or of a beginning of one; those of the latest match win if they are named in full.</summary>
    private List<(GeneralOption? General, ExtensionUse? Use, ExtensionOption? Option)> OptionsOf(
        string name,
        bool isWhole
    )
    {
        var found = new List<(GeneralOption?, ExtensionUse?, ExtensionOption?)>();
        bool Is(string full) =>
            isWhole ? full == name : full.StartsWith(name, StringComparison.Ordinal);
        foreach (var option in GeneralOption.All)
        {
            if (option.Names.Any(full => Is($"--{full}")))
            {
                found.Add((option, null, null));
            }
        }
        for (var index = uses.Count - 1; index >= 0; index--)
        {
            foreach (var option in uses[index].Extension.Options)
            {
                if (Is(option.Name) || option.Aliases.Any(Is))
                {
                    found.Add((null, uses[index], option));
                }
            }
        }
        return isWhole && found.Count > 1 ? [found[0]] : found;
    }

    private static string Shown(
        (GeneralOption? General, ExtensionUse? Use, ExtensionOption? Option) found
    ) => found.Option?.Name ?? $"--{found.General!.Names[0]}";

    /// <summary><c>-p tcp --dport 22</c> loads the match tcp by itself, once.</summary>
    private bool LoadProtocol()
    {
        if (
            isProtocolLoaded
            || !general.TryGetValue('p', out var protocol)
            || ExtensionCatalogue.FindProtocol(Family, protocol.Text) is not { } extension
            || uses.Exists(use => use.Extension == extension)
        )
        {
            return false;
        }
        isProtocolLoaded = true;
        uses.Add(new ExtensionUse(extension, isTarget: false));
        return true;
    }

    private void ReadLetters(string word)
    {
        for (var index = 1; index < word.Length && !HasStopped; index++)
        {
            if (GeneralOption.Find(word[index]) is not { } option || word[index] == '0')
            {
                Fault(next, Quotation.Of(word), "an option");
                return;
            }
            var rest = word[(index + 1)..];
            if (option.Takes == ArgumentNeed.None)
            {
                if (rest == "!")
                {
                    break;
                }
                var at = next;
                next += rest.Length == 0 ? 1 : 0;
                ReadGeneral(option, null, at);
                continue;
            }
            next++;
            ReadGeneral(option, rest.Length > 0 ? rest : null, next - 1);
            return;
        }
    }

    /// <summary>Takes the argument of an option: what is joined to it, else the next word.</summary>
    private string? Argument(string option, string? joined, int at, bool takesNegation)
    {
        var argument = joined ?? (next < words.Count ? words[next++] : null);
        if (argument is null)
        {
            Fault(words.Count, $"nothing behind {option}", "its argument");
            return null;
        }
        // -s! X and --dport ! X.
        if (argument == "!" && takesNegation && next < words.Count && !words[next].StartsWith('-'))
        {
            faults.Add(
                new RuleFault(
                    joined is null ? next - 1 : at,
                    $"\"!\" behind {option}",
                    $"it before: ! {option} {Quotation.Escaped(words[next])}",
                    IsOldNegation: true
                )
            );
            isNegated = !isNegated;
            argument = words[next++];
        }
        return argument;
    }

    private void ReadOption(ExtensionUse use, ExtensionOption option, string? joined, int at)
    {
        var negated = isNegated;
        var arguments = new List<string>();
        var printed = new List<string>();
        var isSilent = false;
        if (!option.MayRepeat && use.Has(option.Name))
        {
            Fault(at, $"a second {option.Name}", "it once");
            return;
        }
        if (option.Arguments.Count == 0 && joined is not null)
        {
            Fault(at, Quotation.Of(words[at]), $"{option.Name} without an argument");
            return;
        }
        foreach (var type in option.Arguments)
        {
            var isFirst = arguments.Count == 0;
            if (
                option.MayStandAlone
                && joined is null
                && (next == words.Count || words[next] is "!" or ['-', ..])
            )
            {
                break;
            }
            if (!isFirst && next < words.Count && words[next] is "!" or ['-', _, ..])
            {
                Fault(next, Quotation.Of(words[next]), $"{type.Expected} behind {option.Name}");
                return;
            }
            var argument = Argument(
                option.Name,
                isFirst ? joined : null,
                at,
                isFirst && option.IsNegatable
            );
            if (argument is null)
            {
                return;
            }
            negated = isNegated;
            if (type.Print(argument, new ArgumentContext(Family, negated)) is not { } text)
            {
                Fault(
                    isFirst && joined is not null ? at : next - 1,
                    Quotation.Of(argument),
                    $"{type.Expected} behind {option.Name}"
                );
                return;
            }
            isSilent |= text.Length == 0;
            arguments.Add(argument);
            printed.Add(text);
        }
        if (negated && !option.IsNegatable)
        {
            Fault(at, $"\"!\" before {option.Name}", "none: it can't be negated");
            return;
        }
        use.Add(
            new ExtensionSetting(
                option,
                negated,
                arguments.ToEquatableArray(),
                string.Join(' ', printed),
                isSilent
            )
        );
    }

    private void Fault(int word, string found, string expected) =>
        faults.Add(new RuleFault(word, found, expected));
}
