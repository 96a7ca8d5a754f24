namespace Hardening.Rulesets.Iptables;

/// <summary>
/// Where a word lies in its line, in 32 bits: start in the upper half, length and quoting in the lower one. iptables-restore(8) takes no
/// line of 10,240 characters and no word of 1,024.
/// </summary>
internal readonly struct SaveWord
{
    private const int QuotingAt = 14;
    private const uint LengthBits = (1u << QuotingAt) - 1;

    private readonly uint bits;

    public SaveWord(int start, int length, WordQuoting quoting) =>
        bits = (uint)start << 16 | (uint)quoting << QuotingAt | (uint)length;

    /// <summary>Index of its first character in the line, behind the quote if it begins with one.</summary>
    public int Start => (int)(bits >> 16);

    /// <summary>In characters, without its quotes.</summary>
    public int Length => (int)(bits & LengthBits);

    /// <summary>How it stands in the text.</summary>
    public WordQuoting Quoting => (WordQuoting)(bits >> QuotingAt & 3);
}
