using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that ask for the state of a connection, and take packets for good that belong to none.</summary>
internal static class InvalidAccepted
{
    internal static IEnumerable<Finding> Find(LintedFilter filter)
    {
        var invalid = filter.OfState(TrackingState.Invalid);
        return from chain in filter.Chains
            where chain.MayBeInput || chain.Hooks.Contains(HookPoint.Forward)
            from rule in chain.Rules
            where rule.Fate is Verdict.Accept
            let states = rule.Met.IgnoringAllBut(PacketField.ConnectionState)
            where !states.IsAll && states.Overlaps(invalid)
            let taken = (rule.Left & invalid) - filter.OnLoopback
            where !taken.IsEmpty
            select Of(filter, rule, taken);
    }

    private static Finding Of(LintedFilter filter, RuleCoverage rule, PacketSet taken)
    {
        var place = rule.Rule.Place;
        var packet = filter.Example(taken);
        return new Finding(
            "invalid-accepted",
            Severity.Warning,
            place.File,
            place.Line,
            $"{Quotation.Of(place.Text)} lets in packets in the state INVALID, which belong to no connection and begin none, such as {packet}",
            "take INVALID out of its states, and drop that state before"
        )
        {
            Packet = packet,
        };
    }
}
