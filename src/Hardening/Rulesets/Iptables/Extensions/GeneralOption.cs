namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>An option that iptables(8) itself has, whatever matches are loaded.</summary>
/// <param name="Letter">Its short form; NUL for none.</param>
/// <param name="Names">Its long forms, without dashes.</param>
/// <param name="Takes">Whether it takes an argument: none, one, or one that is written in the same word or not at all.</param>
internal sealed record GeneralOption(char Letter, EquatableArray<string> Names, ArgumentNeed Takes)
{
    /// <summary>All of them, in the order of the tool's own table.</summary>
    public static EquatableArray<GeneralOption> All { get; } =
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
        new('s', ["source", "src"], ArgumentNeed.One),
        new('d', ["destination", "dst"], ArgumentNeed.One),
        new('p', ["protocol"], ArgumentNeed.One),
        new('i', ["in-interface"], ArgumentNeed.One),
        new('j', ["jump"], ArgumentNeed.One),
        new('t', ["table"], ArgumentNeed.One),
        new('m', ["match"], ArgumentNeed.One),
        new('n', ["numeric"], ArgumentNeed.None),
        new('o', ["out-interface"], ArgumentNeed.One),
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
        new('4', ["ipv4"], ArgumentNeed.None),
        new('6', ["ipv6"], ArgumentNeed.None),
    ];

    /// <summary>Null for a letter that is none.</summary>
    public static GeneralOption? Find(char letter)
    {
        foreach (var option in All)
        {
            if (option.Letter == letter)
            {
                return option;
            }
        }
        return null;
    }
}
