using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that choose by source address, and among those let in addresses of loopback that come from outside.</summary>
internal static class ForgedLoopback
{
    internal static IEnumerable<Finding> Find(LintedFilter filter)
    {
        var prefix = LoopbackByAddress.Own(filter.Filter.Family);
        var forged =
            (
                filter.Space.OneOf(
                    PacketField.SourceAddress,
                    new ValueRange(prefix.Range.First.Bits, prefix.Range.Last.Bits)
                ) & filter.OfState(TrackingState.New)
            ) - filter.OnLoopback;
        return from chain in filter.Chains
            where chain.Hooks.Contains(HookPoint.Input)
            from rule in chain.Rules
            where rule.Fate is Verdict.Accept
            let taken = rule.Left & forged & filter.Through
            where !taken.IsEmpty && !rule.Met.IgnoringAllBut(PacketField.SourceAddress).IsAll
            select Of(filter, rule, taken);
    }

    private static Finding Of(LintedFilter filter, RuleCoverage rule, PacketSet taken)
    {
        var place = rule.Rule.Place;
        var packet = filter.Example(taken);
        return new Finding(
            "forged-loopback",
            Severity.Note,
            place.File,
            place.Line,
            $"{Quotation.Of(place.Text)} lets in {packet}, which somebody outside has forged; that the kernel drops such packets by itself is all that stops it, and route_localnet switches that off for IPv4",
            "drop what claims to come from loopback on any interface but lo, or ask for the interface"
        )
        {
            Packet = packet,
        };
    }
}
