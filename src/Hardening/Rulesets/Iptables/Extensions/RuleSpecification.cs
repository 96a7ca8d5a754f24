using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>
/// What iptables(8) calls a rule-specification: the words of a rule behind its chain, judged and put as iptables 1.8 would. Names of sets,
/// labels and users of the host are taken for good, as nobody here knows them.
/// </summary>
/// <param name="Faults">Why the tool refuses it; empty where it takes it.</param>
/// <param name="Texts">
/// As iptables-save prints it, without the chain: one text for each pair of a source and a destination, as the tool makes as many rules;
/// empty where it could not be read.
/// </param>
public sealed record RuleSpecification(
    EquatableArray<RuleFault> Faults,
    EquatableArray<string> Texts
)
{
    /// <summary>Reads the words of a rule.</summary>
    /// <param name="family">Whether iptables or ip6tables is meant.</param>
    /// <param name="table">The table; null where it is not known, so that nothing is refused for it.</param>
    /// <param name="chain">The chain; null where it is not known.</param>
    /// <param name="words">What stands behind <c>-A CHAIN</c>.</param>
    public static RuleSpecification Read(
        IpFamily family,
        string? table,
        string? chain,
        IReadOnlyList<string> words
    )
    {
        ArgumentNullException.ThrowIfNull(words);
        return new IptablesReader(new RuleContext(family, table, chain), words).Read();
    }
}
