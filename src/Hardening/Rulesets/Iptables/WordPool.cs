namespace Hardening.Rulesets.Iptables;

/// <summary>Gives words that come again and again, such as options and targets, the same string.</summary>
internal sealed class WordPool
{
    private const int Slots = 1024;
    private const int Longest = 24;

    private readonly string?[] words = new string?[Slots];

    // Two threads may overwrite each other's word: then one more string is made, and nothing else happens.
    public string Intern(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > Longest || char.IsAsciiDigit(word[0]))
        {
            return word.ToString();
        }
        ref var slot = ref words[Hash(word) & (Slots - 1)];
        return slot is { } known && word.SequenceEqual(known) ? known : slot = word.ToString();
    }

    // Options differ in their ends and lengths; the string's own hash would cost more than the string.
    private static int Hash(ReadOnlySpan<char> word) =>
        ((word[^1] * 31 + word[word.Length / 2]) * 31 + word[0]) * 31 + word.Length;
}
