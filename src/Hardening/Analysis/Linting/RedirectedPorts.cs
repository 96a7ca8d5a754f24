using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules of INPUT for ports whose packets are given another destination before, and never come to INPUT with that port.</summary>
internal static class RedirectedPorts
{
    internal static IEnumerable<Finding> Find(LintedFilter filter)
    {
        var first = filter.Sets.Of(Arrivals.First(filter.Filter.Family)) - filter.OnLoopback;
        var changes = (
            from chain in filter.Chains
            where chain.Hooks.Contains(HookPoint.Prerouting)
            from rule in chain.Rules
            where rule.Rule.Steps.Any(ChangesDestination) && !rule.IsIdle
            select rule
        ).ToList();
        return changes.Count == 0
            ? []
            : from chain in filter.Chains
            where chain.Hooks.Contains(HookPoint.Input) && !chain.ChangesPackets
            from rule in chain.Rules
            where rule.Fate is not null && !rule.IsIdle && AsksPort(rule.Rule)
            let found = changes.Find(change =>
                (rule.Left & change.Left & first) is { IsEmpty: false } taken
                && !MeetsAgain(filter, rule, change)
            )
            where found is not null
            select Of(filter, rule, found, rule.Left & found.Left & first);
    }

    private static bool ChangesDestination(Step step) =>
        step
            is Step.Assign
                (PacketField.DestinationAddress or PacketField.DestinationPort, _, _)
                or Step.Forget
                (PacketField.DestinationAddress or PacketField.DestinationPort, _);

    private static bool AsksPort(Rule rule) =>
        rule
            .Steps.OfType<Step.When>()
            .SelectMany(step => Conditions.Within(step.Condition))
            .Any(condition => condition is Condition.Among(PacketField.DestinationPort, _));

    /// <summary>Whether packets that stay on this host come to the rule even with the port that they are given.</summary>
    private static bool MeetsAgain(LintedFilter filter, RuleCoverage rule, RuleCoverage change)
    {
        var steps = change.Rule.Steps;
        if (steps.Any(step => Leaves(filter.Filter.Family, step)))
        {
            return false;
        }
        var port = steps
            .OfType<Step.Assign>()
            .FirstOrDefault(step => step.Field == PacketField.DestinationPort);
        return port is null
            || rule.Met.Overlaps(rule.Met.OfValue(PacketField.DestinationPort, port.Value));
    }

    /// <summary>Whether it gives packets an address that is not this host's by its very nature.</summary>
    private static bool Leaves(IpFamily family, Step step)
    {
        var own = LoopbackByAddress.Own(family).Range;
        return step switch
        {
            Step.Assign(PacketField.DestinationAddress, _, var value) => value < own.First.Bits
                || value > own.Last.Bits,
            Step.Forget(PacketField.DestinationAddress, _) => true,
            _ => false,
        };
    }

    private static Finding Of(
        LintedFilter filter,
        RuleCoverage rule,
        RuleCoverage change,
        PacketSet taken
    )
    {
        var (place, by) = (rule.Rule.Place, change.Rule.Place);
        var leaves = change.Rule.Steps.Any(step => Leaves(filter.Filter.Family, step));
        var packet = filter.Example(taken);
        return new Finding(
            "redirected-port",
            rule.Denies ? Severity.Warning : Severity.Note,
            place.File,
            place.Line,
            $"{Quotation.Of(place.Text)} never meets {packet}: {by.File}, {RuleNaming.Of(by)}, "
                + (
                    leaves
                        ? "sends it to another host before, so it goes through FORWARD"
                        : "gives it another port before"
                ),
            leaves
                ? "guard the port in FORWARD (in DOCKER-USER where Docker publishes it), by the port that it had: `-m conntrack --ctorigdstport`"
                : "guard the port that it is given"
        )
        {
            Packet = packet,
        };
    }
}
