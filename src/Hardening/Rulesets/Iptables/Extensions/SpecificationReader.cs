namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Reads the options of a rule as getopt_long(3) does for the tools of xtables, each of which has options of its own.</summary>
/// <param name="context">Where the rule stands.</param>
/// <param name="words">The words of the rule.</param>
/// <param name="options">The options that every rule of the tool can have, in the order of its own table.</param>
internal abstract class SpecificationReader(
    RuleContext context,
    IReadOnlyList<string> words,
    EquatableArray<GeneralOption> options
)
{
    private readonly List<RuleFault> faults = [];
    private readonly List<ExtensionUse> uses = [];
    private readonly Dictionary<char, GeneralSetting> general = [];
    private int next;

    /// <summary>Matches whose options a rule can have without a name of the match before them.</summary>
    protected virtual EquatableArray<Extension> Preloaded => [];

    /// <summary>Whether <c>-p ! X</c> is as good as <c>! -p X</c>.</summary>
    protected virtual bool TakesInnerNegation => false;

    /// <summary>Whether the tool would have stopped.</summary>
    protected bool HasStopped =>
        faults.Exists(fault => fault is { IsOldNegation: false, IsOfKernel: false });

    protected RuleContext Context => context;

    protected IReadOnlyList<string> Words => words;

    /// <summary>Whether a <c>!</c> stands before the option that is read.</summary>
    protected bool IsNegated { get; private set; }

    /// <summary>The matches and the target of the rule, in its order.</summary>
    public IReadOnlyList<ExtensionUse> Uses => uses;

    /// <summary>What the rule gives of the options that every rule can have, by their letters.</summary>
    public IReadOnlyDictionary<char, GeneralSetting> General => general;

    public RuleSpecification Read()
    {
        while (next < words.Count && !HasStopped)
        {
            var word = words[next];
            if (word == "!")
            {
                if (IsNegated)
                {
                    Fault(next, "a second \"!\"", "an option");
                }
                IsNegated = true;
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
            IsNegated = false;
        }
        if (IsNegated && !HasStopped)
        {
            Fault("nothing behind \"!\"", "an option");
        }
        if (!HasStopped)
        {
            Check();
        }
        return new RuleSpecification(
            faults.ToEquatableArray(),
            HasStopped ? [] : Print().ToEquatableArray()
        );
    }

    /// <summary>Takes an option that every rule can have.</summary>
    /// <param name="option">The option.</param>
    /// <param name="argument">Its argument; empty where it takes none, null where it may be missing and is.</param>
    /// <param name="at">Index of the option's word.</param>
    /// <param name="word">Index of the argument's word.</param>
    protected abstract void ReadGeneral(GeneralOption option, string? argument, int at, int word);

    /// <summary>What must hold of all options together.</summary>
    protected abstract void Check();

    /// <summary>The rule as the tool's save prints it; more than one where the tool makes several of it.</summary>
    protected abstract IEnumerable<string> Print();

    /// <summary>Loads a match for an option that none has so far; false where there is none to load.</summary>
    protected virtual bool LoadProtocol() => false;

    protected void Fault(int word, string found, string expected) =>
        faults.Add(new RuleFault(word, found, expected));

    /// <summary>A fault of something that is missing, which shows at the end.</summary>
    protected void Fault(string found, string expected) => Fault(words.Count, found, expected);

    protected void Add(RuleFault fault) => faults.Add(fault);

    protected void Load(Extension extension, bool isTarget) =>
        uses.Add(new ExtensionUse(extension, isTarget));

    protected void Once(GeneralOption option, string text, int at)
    {
        if (!general.TryAdd(option.Letter, new GeneralSetting(text, IsNegated)))
        {
            Fault(at, $"a second {option.Shown}", "it once");
        }
    }

    /// <summary>Takes the next word too if it is what is looked for.</summary>
    protected string? TakeIf(Func<string, bool> isIt) =>
        next < words.Count && isIt(words[next]) ? words[next++] : null;

    protected void ReadInterface(GeneralOption option, string argument, int at, int word) =>
        ReadTyped(option, argument, at, word, InterfaceArgument.Type);

    protected void ReadTyped(
        GeneralOption option,
        string argument,
        int at,
        int word,
        ArgumentType type
    )
    {
        if (type.Print(argument, new ArgumentContext(context.Family, IsNegated)) is { } text)
        {
            Once(option, text, at);
        }
        else
        {
            Fault(word, Quotation.Of(argument), $"{type.Expected} behind {option.Shown}");
        }
    }

    /// <summary><c>-j NAME</c>, or <c>-g NAME</c> for a chain alone.</summary>
    protected void ReadTarget(
        GeneralOption option,
        string name,
        int at,
        int word,
        Extension? target,
        int longestName
    )
    {
        if (IsNegated)
        {
            Fault(at, $"\"!\" before {option.Shown}", "none");
            return;
        }
        if (general.ContainsKey('j') || general.ContainsKey('g'))
        {
            Fault(at, $"a second {option.Shown}", "one target");
            return;
        }
        general[option.Letter] = new GeneralSetting(name, IsNegated: false);
        if (target is not null)
        {
            Load(target, isTarget: true);
        }
        else if (
            name.Length == 0
            || name.Length > longestName
            || name[0] is '-' or '!'
            || !WordArgument.IsOneWord(name)
        )
        {
            Fault(
                word,
                Quotation.Of(name),
                $"a target, or a chain of {longestName} characters at most"
            );
        }
    }

    /// <summary><c>-c PACKETS BYTES</c> or <c>-c PACKETS,BYTES</c>; the tool's save prints them before the rule.</summary>
    protected void ReadCounters(string argument, int word)
    {
        var comma = argument.IndexOf(',');
        var packets = comma < 0 ? argument : argument[..comma];
        var bytes =
            comma >= 0
                ? argument[(comma + 1)..]
                : TakeIf(next => !next.StartsWith('-')) ?? string.Empty;
        if (
            NumberArgument.Find(packets, ulong.MaxValue) is null
            || NumberArgument.Find(bytes, ulong.MaxValue) is null
        )
        {
            Fault(word, Quotation.Of(argument), "packets and bytes behind -c");
        }
    }

    /// <summary><c>-i</c> where nothing has come in yet, and <c>-o</c> where nothing goes out yet.</summary>
    protected void CheckDirection(char incoming, char outgoing)
    {
        foreach (
            var (letter, hooks) in ((char, string[])[])
                [(incoming, ["OUTPUT", "POSTROUTING"]), (outgoing, ["PREROUTING", "INPUT"])]
        )
        {
            if (general.ContainsKey(letter) && context.Hook is { } hook && hooks.Contains(hook))
            {
                Fault(
                    $"{Shown(letter)} in {hook}",
                    Shown(letter == incoming ? outgoing : incoming)
                );
            }
        }
    }

    protected string Shown(char letter) => options.First(option => option.Letter == letter).Shown;

    /// <summary>A general option as it is printed; nothing where it is not there or says nothing.</summary>
    protected IEnumerable<string> Printed(
        char letter,
        Func<GeneralSetting, bool>? isShown = null
    ) =>
        general.TryGetValue(letter, out var setting) && isShown?.Invoke(setting) != false
            ? [$"{(setting.IsNegated ? "! " : "")}{Shown(letter)} {setting.Text}".TrimEnd()]
            : [];

    /// <summary>A device as it is printed: any at all is as good as none.</summary>
    protected IEnumerable<string> PrintedInterface(char letter) =>
        Printed(letter, setting => setting.Text != "+" || setting.IsNegated);

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
        foreach (var option in options)
        {
            if (option.Names.Any(full => Is($"--{full}")))
            {
                found.Add((option, null, null));
            }
        }
        var unused = Preloaded
            .Where(extension => !uses.Exists(use => use.Extension == extension))
            .Select(extension => new ExtensionUse(extension, isTarget: false));
        foreach (var use in Enumerable.Reverse(uses).Concat(unused))
        {
            foreach (var option in use.Extension.Options)
            {
                if (Is(option.Name) || option.Aliases.Any(Is))
                {
                    found.Add((null, use, option));
                }
            }
        }
        return isWhole && found.Count > 1 ? [found[0]] : found;
    }

    private static string Shown(
        (GeneralOption? General, ExtensionUse? Use, ExtensionOption? Option) found
    ) => found.Option?.Name ?? $"--{found.General!.Names[0]}";

    private void ReadLetters(string word)
    {
        for (var index = 1; index < word.Length && !HasStopped; index++)
        {
            var letter = word[index];
            if (
                options.FirstOrDefault(option => option.Letter == letter)
                is not { HasLetter: true } option
            )
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

    private void ReadGeneral(GeneralOption option, string? joined, int at)
    {
        var takesNext = joined is null && option.Takes == ArgumentNeed.One;
        var argument =
            option.Takes == ArgumentNeed.One
                ? Argument(option.Shown, joined, at, option.IsNegatable)
                : joined;
        if (!HasStopped)
        {
            ReadGeneral(option, argument, at, takesNext ? next - 1 : at);
        }
    }

    /// <summary>Takes the argument of an option: what is joined to it, else the next word.</summary>
    private string? Argument(string option, string? joined, int at, bool takesNegation)
    {
        var argument = joined ?? (next < words.Count ? words[next++] : null);
        if (argument is null)
        {
            Fault($"nothing behind {option}", "its argument");
            return null;
        }
        // -s! X and --dport ! X.
        if (argument == "!" && takesNegation && next < words.Count && !words[next].StartsWith('-'))
        {
            if (!TakesInnerNegation)
            {
                faults.Add(
                    new RuleFault(
                        joined is null ? next - 1 : at,
                        $"\"!\" behind {option}",
                        $"it before: ! {option} {Quotation.Escaped(words[next])}",
                        IsOldNegation: true
                    )
                );
            }
            IsNegated = !IsNegated;
            argument = words[next++];
        }
        return argument;
    }

    private void ReadOption(ExtensionUse use, ExtensionOption option, string? joined, int at)
    {
        var negated = IsNegated;
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
            negated = IsNegated;
            if (type.Print(argument, new ArgumentContext(context.Family, negated)) is not { } text)
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
        if (!uses.Contains(use))
        {
            uses.Add(use);
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
}
