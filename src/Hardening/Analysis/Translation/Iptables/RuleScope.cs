using Hardening.Addresses;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Where a rule stands, and what it can refer to.</summary>
/// <param name="Table">Its table, ready to be asked.</param>
/// <param name="Chain">Its chain.</param>
/// <param name="Place">Where it was written.</param>
internal sealed record RuleScope(TableScope Table, string Chain, RulePlace Place)
{
    internal IpFamily Family => Table.Family;

    /// <summary>Something that iptables itself would not take.</summary>
    /// <param name="found">A word of the rule.</param>
    /// <param name="expected">What it should have been.</param>
    internal InputException Refused(string found, string expected) =>
        new(
            new InputError(
                Place.File,
                Place.Line,
                Math.Max(0, Place.Text.IndexOf(found, StringComparison.Ordinal)) + 1,
                $"found {Quotation.Of(found)}, expected {expected}"
            )
        );

    /// <summary>The option's argument, where a number or a name is none that iptables knows.</summary>
    internal InputException Refused(RuleOption option, string expected) =>
        Refused(option.Argument, $"{expected} behind {option.Name}");
}
