using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>Reads rules of ebtables(8), whose matches all give their options without being named.</summary>
/// <param name="context">Where the rule stands.</param>
/// <param name="words">The words of the rule.</param>
internal sealed class EbtablesReader(RuleContext context, IReadOnlyList<string> words)
    : SpecificationReader(context, words, Options)
{
    private const int LongestName = 31;

    // These have no letter.
    public const char LogicalIn = '2';
    public const char LogicalOut = '3';

    private static EquatableArray<GeneralOption> Options { get; } =
    [
        new('A', ["append"], ArgumentNeed.One),
        new('I', ["insert"], ArgumentNeed.One),
        new('D', ["delete"], ArgumentNeed.One),
        new('L', ["list"], ArgumentNeed.Joined),
        new('Z', ["zero"], ArgumentNeed.Joined),
        new('F', ["flush"], ArgumentNeed.Joined),
        new('P', ["policy"], ArgumentNeed.One),
        new GeneralOption('i', ["in-interface", "in-if"], ArgumentNeed.One).Negatable,
        new GeneralOption(LogicalIn, ["logical-in"], ArgumentNeed.One).Negatable,
        new GeneralOption('o', ["out-interface", "out-if"], ArgumentNeed.One).Negatable,
        new GeneralOption(LogicalOut, ["logical-out"], ArgumentNeed.One).Negatable,
        new('V', ["version"], ArgumentNeed.None),
        new('h', ["help"], ArgumentNeed.None),
        new('j', ["jump"], ArgumentNeed.One),
        new('c', ["set-counters"], ArgumentNeed.One),
        new('C', ["change-counters"], ArgumentNeed.One),
        new GeneralOption('p', ["proto", "protocol"], ArgumentNeed.One).Negatable,
        new GeneralOption('s', ["source", "src"], ArgumentNeed.One).Negatable,
        new GeneralOption('d', ["destination", "dst"], ArgumentNeed.One).Negatable,
        new('t', ["table"], ArgumentNeed.One),
        new('M', ["modprobe"], ArgumentNeed.One),
        new('N', ["new-chain"], ArgumentNeed.One),
        new('E', ["rename-chain"], ArgumentNeed.One),
        new('X', ["delete-chain"], ArgumentNeed.Joined),
    ];

    protected override EquatableArray<Extension> Preloaded => EbtablesMatches.All;

    protected override bool TakesInnerNegation => true;

    protected override void ReadGeneral(GeneralOption option, string? argument, int at, int word)
    {
        switch (option.Letter)
        {
            case 'i' or 'o' or LogicalIn or LogicalOut:
                ReadInterface(option, argument!, at, word);
                break;
            case 's' or 'd':
                ReadTyped(
                    option,
                    argument!,
                    at,
                    word,
                    HardwareAddressArgument.Range(printsNames: true)
                );
                break;
            case 'p':
                ReadTyped(option, argument!, at, word, Protocol);
                break;
            case 'j':
                ReadTarget(
                    option,
                    argument!,
                    at,
                    word,
                    EbtablesTargets.Find(argument!),
                    LongestName
                );
                break;
            case 'c':
                ReadCounters(argument!, word);
                break;
            case 'M':
                break;
            default:
                Fault(at, Quotation.Of(Words[at]), "an option of a rule");
                break;
        }
    }

    protected override void Check()
    {
        CheckDirection('i', 'o');
        CheckDirection(LogicalIn, LogicalOut);
        var protocol = General.GetValueOrDefault('p', new GeneralSetting(string.Empty, false));
        var whole = Context with
        {
            ProtocolName = protocol.Text,
            IsProtocolNegated = protocol.IsNegated,
        };
        foreach (var use in Uses)
        {
            if ((use.Expected(whole) ?? use.ExpectedByKernel(whole)) is { } missing)
            {
                Fault(
                    use.IsTarget
                        ? $"-j {use.Extension.Name} without it"
                        : $"{use.Settings[0].Option.Name} without it",
                    missing
                );
            }
        }
    }

    protected override IEnumerable<string> Print()
    {
        var target = General.GetValueOrDefault('j', new GeneralSetting("CONTINUE", false)).Text;
        yield return string.Join(
            ' ',
            Printed('p')
                .Concat(Printed('s'))
                .Concat(Printed('d'))
                .Concat(PrintedInterface('i'))
                .Concat(PrintedInterface(LogicalIn))
                .Concat(PrintedInterface('o'))
                .Concat(PrintedInterface(LogicalOut))
                .Concat(Uses.Where(use => !use.IsTarget).SelectMany(use => use.Print(Context)))
                .Append($"-j {target}")
                .Concat(Uses.Where(use => use.IsTarget).SelectMany(use => use.Print(Context)))
        );
    }

    private static ArgumentType Protocol =>
        new(
            "a type of ethertypes(5) by name, or by number from 0600 to ffff in hexadecimal, or Length",
            text =>
                text.Equals(EtherTypes.Length, StringComparison.OrdinalIgnoreCase)
                    ? EtherTypes.Length
                : EtherTypes.Find(text) is { } type and >= EtherTypes.Lowest ? EtherTypes.Text(type)
                : null
        );
}
