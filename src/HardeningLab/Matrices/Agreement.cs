using Hardening;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Analysis.Flows;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Translation;
using Hardening.Policies;
using Hardening.Rulesets;
using Verdict = HardeningLab.Probes.Verdict;

namespace HardeningLab.Matrices;

/// <summary>
/// Holds what packets showed against what the analysis says of the same rules. Where they differ, one of the two is wrong, and
/// neither is the user's fault: it is a finding against this program.
/// </summary>
internal static class Agreement
{
    /// <summary>One finding for each cell that the analysis says otherwise of, and of how many cells it is sure; none where the rules are not of a form that it reads.</summary>
    /// <param name="rules">All rules in force, in the order in which they were loaded; those of TCP Wrappers have no part in it.</param>
    /// <param name="cells">What packets showed.</param>
    /// <param name="analysis">What was made of rules before; null for nothing.</param>
    internal static (IReadOnlyList<Finding> Disagreements, int Compared) Of(
        IReadOnlyCollection<RulesetFile> rules,
        IReadOnlyCollection<Cell> cells,
        RuleAnalysis? analysis = null
    )
    {
        try
        {
            var forecasts = (
                analysis?.StudiesOf(rules)
                ?? FilterReader.Read(rules).Select(filter => new FilterStudy(filter))
            ).ToDictionary(study => study.Filter.Family, study => new Forecast(study));
            var compared = cells
                .Select(cell => (Cell: cell, Outlook: OutlookOf(cell, forecasts)))
                .Where(one => one.Outlook != Outlook.Open)
                .Where(one => Shown(one.Cell.Observed) != Outlook.Open)
                .ToList();
            return (
                [
                    .. compared
                        .Where(one => Shown(one.Cell.Observed) != one.Outlook)
                        .Select(one => Disagreement(one.Cell, one.Outlook)),
                ],
                compared.Count
            );
        }
        catch (Exception unread) when (unread is InputException or AnalysisFailedException)
        {
            return ([], 0);
        }
    }

    private static Outlook OutlookOf(Cell cell, Dictionary<IpFamily, Forecast> forecasts) =>
        forecasts
            .GetValueOrDefault(cell.Family)
            ?.Of(
                new Arrival(
                    Address.Parse(cell.Source),
                    Address.Parse(cell.Destination),
                    cell.Via,
                    new Endpoint(cell.Transport, checked((ushort)cell.Port))
                )
            )
        ?? Outlook.Open;

    private static Finding Disagreement(Cell cell, Outlook outlook) =>
        new(
            "analysis-disagrees",
            Severity.Warning,
            null,
            null,
            $"{cell.Name} at {cell.Destination} by {cell.Via}: packets were {cell.Observed.Text()}, and by the analysis of the same rules the call {(outlook == Outlook.Through ? "comes through" : "is stopped")}; one of them is wrong, which is a fault of hlab",
            "report it with the rules and the policy"
        );

    /// <summary>The firewall's part in what packets showed: what the wrappers deny has come through it. A closed port is shown by a client's first packet alone, so it says nothing of the later ones.</summary>
    private static Outlook Shown(Verdict observed) =>
        observed switch
        {
            Verdict.Allowed or Verdict.Denied => Outlook.Through,
            Verdict.Dropped or Verdict.Rejected => Outlook.Stopped,
            _ => Outlook.Open,
        };
}
