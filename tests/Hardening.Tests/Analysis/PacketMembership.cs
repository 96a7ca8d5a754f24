using System.Collections.Immutable;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Tests.Analysis;

/// <summary>Whether a packet is in a set.</summary>
internal static class PacketMembership
{
    internal static bool Holds(this PacketSet set, Packet packet, NameAtoms names) =>
        set.Contains(
            field =>
                NameAtoms.Holds(field)
                    ? names.AtomOf(field, packet.Names.GetValueOrDefault(field, string.Empty))
                    : packet[field],
            text => packet.Answers.GetValueOrDefault(text)
        );
}
