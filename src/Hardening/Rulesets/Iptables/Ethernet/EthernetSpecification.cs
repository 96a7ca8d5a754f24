using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>Rules of the tools that filter frames: what <see cref="RuleSpecification"/> is for those that filter packets.</summary>
public static class EthernetSpecification
{
    /// <summary>Reads the words of a rule of ebtables(8).</summary>
    /// <param name="table">The table; null where it is not known, so that nothing is refused for it.</param>
    /// <param name="chain">The chain; null where it is not known.</param>
    /// <param name="words">What stands behind <c>-A CHAIN</c>.</param>
    /// <returns>Why the tool refuses it, or the rule as ebtables-save 1.8.11 prints it.</returns>
    public static RuleSpecification OfEbtables(
        string? table,
        string? chain,
        IReadOnlyList<string> words
    )
    {
        ArgumentNullException.ThrowIfNull(words);
        return new EbtablesReader(Context(table, chain), words).Read();
    }

    /// <summary>Reads the words of a rule of arptables(8).</summary>
    /// <param name="table">The table; null where it is not known, so that nothing is refused for it.</param>
    /// <param name="chain">The chain; null where it is not known.</param>
    /// <param name="words">What stands behind <c>-A CHAIN</c>.</param>
    /// <returns>Why the tool refuses it, or the rules as arptables-save 1.8.11 prints them.</returns>
    public static RuleSpecification OfArptables(
        string? table,
        string? chain,
        IReadOnlyList<string> words
    )
    {
        ArgumentNullException.ThrowIfNull(words);
        return new ArptablesReader(Context(table, chain), words).Read();
    }

    /// <summary>What is of one family alone in these rules says so itself.</summary>
    private static RuleContext Context(string? table, string? chain) =>
        new(IpFamily.IPv4, table, chain);
}
