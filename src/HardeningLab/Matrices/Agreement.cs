using Hardening;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Analysis.Flows;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
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
    /// <summary>One finding for each cell that the analysis says otherwise of, and of how many answers it is sure; none where the rules are not of a form that it reads.</summary>
    /// <param name="rules">All rules in force, in the order in which they were loaded.</param>
    /// <param name="services">What the cells ask for.</param>
    /// <param name="cells">What packets showed.</param>
    /// <param name="analysis">What was made of rules before; null for nothing.</param>
    internal static (IReadOnlyList<Finding> Disagreements, int Compared) Of(
        IReadOnlyCollection<RulesetFile> rules,
        IEnumerable<Service> services,
        IReadOnlyCollection<Cell> cells,
        RuleAnalysis? analysis = null
    )
    {
        try
        {
            var studies = (
                analysis?.StudiesOf(rules)
                ?? FilterReader.Read(rules).Select(filter => new FilterStudy(filter))
            ).ToList();
            var compared = ByFirewall(studies, cells)
                .Concat(ByWrappers(studies, WrapperTables.In(rules), services, cells))
                .Where(one => one.Outlook != Outlook.Open && one.Shown != Outlook.Open)
                .ToList();
            return (
                [
                    .. compared
                        .Where(one => one.Shown != one.Outlook)
                        .Select(one => Disagreement(one.Cell, one.Said)),
                ],
                compared.Count
            );
        }
        catch (Exception unread) when (unread is InputException or AnalysisFailedException)
        {
            return ([], 0);
        }
    }

    /// <summary>What the wrappers deny has come through the firewall.</summary>
    private static IEnumerable<ComparedCell> ByFirewall(
        List<FilterStudy> studies,
        IReadOnlyCollection<Cell> cells
    ) =>
        from study in studies
        let forecast = new Forecast(study)
        from cell in cells
        where cell.Family == study.Filter.Family
        let outlook = forecast.Of(ArrivalOf(cell))
        select new ComparedCell(
            cell,
            outlook,
            cell.Observed switch
            {
                Verdict.Allowed or Verdict.Denied => Outlook.Through,
                Verdict.Dropped or Verdict.Rejected => Outlook.Stopped,
                // A closed port is shown by a client's first packet alone, so it says nothing of the later ones.
                _ => Outlook.Open,
            },
            $"of the same rules the call {(outlook == Outlook.Through ? "comes through" : "is stopped")}"
        );

    /// <summary>Only of what the firewall let through.</summary>
    private static IEnumerable<ComparedCell> ByWrappers(
        List<FilterStudy> studies,
        WrapperTables? tables,
        IEnumerable<Service> services,
        IReadOnlyCollection<Cell> cells
    ) =>
        tables is null
            ? []
            : from study in studies
            let forecast = new WrapperForecast(study, tables)
            from service in services
            where Expectation.AsksInTheLab(service)
            let daemon = AskingDaemon.Of(service)
            from cell in cells
            where cell.Family == study.Filter.Family && cell.Service == service.Name
            let outlook = forecast.Of(ArrivalOf(cell), daemon)
            select new ComparedCell(
                cell,
                outlook,
                cell.Observed switch
                {
                    Verdict.Allowed => Outlook.Through,
                    Verdict.Denied => Outlook.Stopped,
                    _ => Outlook.Open,
                },
                $"of the same hosts.allow and hosts.deny the call is {(outlook == Outlook.Through ? "granted" : "denied")}"
            );

    private static Arrival ArrivalOf(Cell cell) =>
        new(
            Address.Parse(cell.Source),
            Address.Parse(cell.Destination),
            cell.Via,
            new Endpoint(cell.Transport, checked((ushort)cell.Port))
        )
        {
            SourcePort = checked((ushort?)cell.SourcePort),
        };

    private static Finding Disagreement(Cell cell, string said) =>
        new(
            "analysis-disagrees",
            Severity.Warning,
            null,
            null,
            $"{cell.Name} at {cell.Destination} by {cell.Via}: packets were {cell.Observed.Text()}, and by the analysis {said}; one of them is wrong, which is a fault of hlab",
            "report it with the rules and the policy"
        );

    /// <summary>A cell by the analysis and by packets.</summary>
    /// <param name="Cell">What was asked.</param>
    /// <param name="Outlook">What the analysis says of it.</param>
    /// <param name="Shown">What packets showed.</param>
    /// <param name="Said">The outlook in words.</param>
    private sealed record ComparedCell(Cell Cell, Outlook Outlook, Outlook Shown, string Said);
}
