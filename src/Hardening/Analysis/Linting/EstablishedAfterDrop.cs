using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Policies;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that let in the packets of connections that exist, and stand where those have been dropped already.</summary>
internal static class EstablishedAfterDrop
{
    // Where Linux takes the ports of its own connections from (ip_local_port_range in ip-sysctl.rst).
    private static readonly ValueRange OwnPorts = new(32768, 60999);

    internal static IEnumerable<Finding> Find(LintedFilter filter)
    {
        var established = filter.OfState(TrackingState.Established);
        var states = established | filter.OfState(TrackingState.Related);
        var replies =
            (established - filter.OnLoopback)
            & filter.Space.OneOf(PacketField.DestinationPort, OwnPorts);
        return from chain in filter.Chains
            where !chain.ChangesPackets
            from rule in chain.Rules
            where rule.Fate is Verdict.Accept && rule.Met.IsSubsetOf(states)
            from transport in new[] { Transport.Tcp, Transport.Udp }
            let wanted = rule.Met & replies & filter.Sets.Of(Arrivals.By(transport))
            where !wanted.IsEmpty && !wanted.Overlaps(rule.Left)
            let dropping = Dropping(chain, rule, wanted)
            where dropping.Count > 0
            select Of(filter, rule, wanted, dropping);
    }

    /// <summary>The rules that drop them, if those do it and no other has let them in before.</summary>
    private static List<RuleCoverage> Dropping(
        LintedChain chain,
        RuleCoverage rule,
        PacketSet wanted
    )
    {
        var dropping = new List<RuleCoverage>();
        var left = wanted;
        foreach (var one in chain.Rules.Take(rule.Number))
        {
            if (left.Overlaps(one.Kept))
            {
                if (!one.Denies)
                {
                    return [];
                }
                dropping.Add(one);
                left -= one.Kept;
            }
            if (left.IsEmpty)
            {
                return dropping;
            }
        }
        return [];
    }

    private static Finding Of(
        LintedFilter filter,
        RuleCoverage rule,
        PacketSet wanted,
        List<RuleCoverage> dropping
    )
    {
        var place = rule.Rule.Place;
        var fromServer =
            wanted & filter.Space.OneOf(PacketField.SourcePort, new ValueRange(443, 443));
        var dropped = (fromServer.IsEmpty ? wanted : fromServer) & dropping[0].Kept;
        var packet = filter.Example(dropped.IsEmpty ? wanted : dropped);
        return new Finding(
            "established-after-drop",
            Severity.Warning,
            place.File,
            place.Line,
            $"{Quotation.Of(place.Text)} comes too late: answers to this host's own connections, such as {packet}, are dropped before it, by {RuleNaming.Of(dropping)}",
            "put it before the first rule that denies"
        )
        {
            Packet = packet,
        };
    }
}
