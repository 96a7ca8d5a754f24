using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that let the host itself in by an address, which anybody can write on a packet, and not by its interface.</summary>
internal static class LoopbackByAddress
{
    internal static IEnumerable<Finding> Find(LintedFilter filter)
    {
        var prefix = Prefix.Parse(
            filter.Filter.Family == IpFamily.IPv4 ? "127.0.0.0/8" : "::1/128"
        );
        var own = filter.Space.OneOf(
            PacketField.SourceAddress,
            new ValueRange(prefix.Range.First.Bits, prefix.Range.Last.Bits)
        );
        return from table in filter.Filter.Tables
            from chain in table.Chains
            from rule in chain.Rules
            where rule.Steps.Any(step => step is Step.Decide(Verdict.Accept or Verdict.Return))
            where !rule.Steps.Any(AsksInterface)
            let met = filter.Flow.Met(rule)
            where !met.IsEmpty && met.IsSubsetOf(own)
            select new Finding(
                "loopback-by-address",
                Severity.Warning,
                rule.Place.File,
                rule.Place.Line,
                $"{Quotation.Of(rule.Place.Text)} takes whoever writes {prefix} on a packet for this host: an address can be forged, an interface can't",
                "ask for the interface: `-i lo` instead of the address"
            );
    }

    private static bool AsksInterface(Step step) =>
        step is Step.When(Condition.Named { Field: PacketField.InInterface });
}
