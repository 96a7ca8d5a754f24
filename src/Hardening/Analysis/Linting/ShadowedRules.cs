using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that no packet comes to.</summary>
internal static class ShadowedRules
{
    /// <summary>A rule of both families is idle only where it is so in both.</summary>
    internal static IEnumerable<Finding> Find(IEnumerable<LintedFilter> filters) =>
        filters
            .SelectMany(Coverages)
            .GroupBy(one => one.Key, one => one.Coverage)
            .Where(rule => rule.All(coverage => coverage.Left.IsEmpty))
            .Select(rule =>
                rule.All(coverage => coverage.IsBehindAll) ? BehindAll(rule.First().Rule)
                : rule.FirstOrDefault(coverage => !coverage.Met.IsEmpty) is { } shadowed
                    ? Shadowed(shadowed)
                : Impossible(rule.First().Rule)
            );

    private static IEnumerable<(
        (string Table, string Chain, int Number) Key,
        RuleCoverage Coverage
    )> Coverages(LintedFilter filter) =>
        from table in filter.Filter.Tables
        from chain in table.Chains
        from coverage in ChainCoverage.Of(filter.Flow, filter.Space, table, chain).Index()
        select ((table.Name, chain.Name, coverage.Index), coverage.Item);

    private static Finding BehindAll(Rule rule) =>
        new(
            "unreachable-rules",
            Severity.Warning,
            rule.Place.File,
            rule.Place.Line,
            $"no packet comes to {Quotation.Of(rule.Place.Text)} nor to any rule behind it in its chain: the rules before it have decided every packet there could be",
            "put them before the last rule that decides, or take them out"
        );

    private static Finding Impossible(Rule rule) =>
        new(
            "impossible-rule",
            Severity.Warning,
            rule.Place.File,
            rule.Place.Line,
            $"no packet could ever match {Quotation.Of(rule.Place.Text)}: its own conditions exclude each other",
            "say what was meant, or take it out"
        );

    private static Finding Shadowed(RuleCoverage coverage)
    {
        var place = coverage.Rule.Place;
        var causes = string.Join(
            ", ",
            coverage.Causes.Select(cause =>
                FormattableString.Invariant(
                    $"line {cause.Place.Line} ({Quotation.Of(cause.Place.Text)})"
                )
            )
        );
        return new Finding(
            "shadowed-rule",
            Severity.Warning,
            place.File,
            place.Line,
            $"no packet ever comes to {Quotation.Of(place.Text)}: whatever it matches is decided before it, by {causes}",
            "put it before them if it is meant to count, or take it out"
        );
    }
}
