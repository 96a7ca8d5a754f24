using System.Collections.Immutable;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Walks;
using Hardening.Rulesets;

namespace Hardening.Analysis.Mending;

/// <summary>Whether a change of texts changes what it is to change, and nothing else, of every packet there could be.</summary>
internal static class MendProof
{
    internal static bool Holds(IReadOnlyList<RulesetFile> files, Proposal proposal)
    {
        if (proposal.Grants is { } grants)
        {
            return GrantsProof.Holds(files, proposal.ApplyTo(files), grants);
        }
        var old = FilterReader.ReadWithMissingSets(files);
        ImmutableArray<PacketFilter> now;
        try
        {
            now = FilterReader.ReadWithMissingSets(proposal.ApplyTo(files));
            var relocation = new Relocation(proposal.Changes);
            return old.Zip(
                    now.Select(relocation.Of),
                    (was, becomes) => Holds(proposal, was, becomes)
                )
                .All(holds => holds);
        }
        // What can't be read any more is mended in no way.
        catch (Exception exception) when (exception is InputException or AnalysisFailedException)
        {
            return false;
        }
    }

    private static bool Holds(Proposal proposal, PacketFilter old, PacketFilter now)
    {
        var pair = new FilterPair(old, now);
        var (more, fewer) = (
            pair.Sets.Of(proposal.Packets.LetThrough),
            pair.Sets.Of(proposal.Packets.KeptOut)
        );
        return pair.Differences()
                .All(way => way.LetThrough.IsSubsetOf(more) && way.KeptOut.IsSubsetOf(fewer))
            && (
                proposal.Packets == MendedPackets.None
                || proposal.Finding.Packet is not { } packet
                || packet.Family != old.Family
                || End(old, packet) != End(now, packet)
            );
    }

    private static bool End(PacketFilter filter, Packet packet) =>
        new Walk(filter).Take(packet, HookWays.ToHost).IsThrough;
}
