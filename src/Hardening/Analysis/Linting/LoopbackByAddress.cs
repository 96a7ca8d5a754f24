using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that let the host itself in by an address, which anybody can write on a packet, and not by its interface.</summary>
internal static class LoopbackByAddress
{
    /// <summary>The addresses that a host calls itself by.</summary>
    internal static Prefix Own(IpFamily family) =>
        Prefix.Parse(family == IpFamily.IPv4 ? "127.0.0.0/8" : "::1/128");

    internal static IEnumerable<Finding> Find(LintedFilter filter)
    {
        var prefix = Own(filter.Filter.Family);
        var own = filter.Space.OneOf(
            PacketField.SourceAddress,
            new ValueRange(prefix.Range.First.Bits, prefix.Range.Last.Bits)
        );
        return from chain in filter.Chains
            where chain.MayBeInput
            from rule in chain.Rules
            where rule.Rule.Steps.Any(IsLetIn) && !rule.Rule.Steps.Any(AsksInterface)
            where !rule.Met.IsEmpty && rule.Met.IsSubsetOf(own)
            select Of(filter, rule, prefix);
    }

    private static Finding Of(LintedFilter filter, RuleCoverage rule, Prefix prefix)
    {
        var place = rule.Rule.Place;
        var outside = rule.Met - filter.OnLoopback;
        return new Finding(
            "loopback-by-address",
            Severity.Warning,
            place.File,
            place.Line,
            $"{Quotation.Of(place.Text)} takes whoever writes {prefix} on a packet for this host: an address can be forged, an interface can't",
            "ask for the interface: `-i lo` instead of the address"
        )
        {
            Packet = filter.Example(
                (outside & filter.OfState(TrackingState.New)) is { IsEmpty: false } first
                    ? first
                    : outside
            ),
        };
    }

    private static bool IsLetIn(Step step) => step is Step.Decide(Verdict.Accept or Verdict.Return);

    private static bool AsksInterface(Step step) =>
        step is Step.When(Condition.Named { Field: PacketField.InInterface });
}
