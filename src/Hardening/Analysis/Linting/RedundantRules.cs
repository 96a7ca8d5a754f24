namespace Hardening.Analysis.Linting;

/// <summary>Rules that could as well not be there.</summary>
internal static class RedundantRules
{
    internal static IEnumerable<Finding> Find(
        ChainOfFamilies chain,
        IEnumerable<Redundancy> redundancies
    ) => redundancies.Select(redundancy => Of(chain.Each[0], redundancy));

    private static Finding Of(LintedChain chain, Redundancy redundancy)
    {
        var place = redundancy.Rule.Rule.Place;
        var end = chain.Base is null
            ? $"the end of {chain.Chain.Name}"
            : $"the policy {RuleNaming.Of(chain.AtEnd)} of {chain.Chain.Name}";
        var by =
            redundancy.Causes.Count == 0 ? end
            : redundancy.AtEnd ? $"{RuleNaming.Of(redundancy.Causes)} and {end}"
            : RuleNaming.Of(redundancy.Causes);
        return new Finding(
            "redundant-rule",
            Severity.Note,
            place.File,
            place.Line,
            $"{Quotation.Of(place.Text)} changes nothing: without it its packets meet the same fate, by {by}",
            "take it out"
        );
    }
}
