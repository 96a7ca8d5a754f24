using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Flows;

/// <summary>What becomes of packets in a chain that changes none of them; the rest is dropped.</summary>
/// <param name="Accepted">Those that it accepts, or a chain that it goes to.</param>
/// <param name="AtEnd">Those that leave it without a verdict.</param>
/// <param name="Coming">For each rule those that come to it, null within a row of rules that were taken together; behind a rule that none come to it is not gone on.</param>
internal sealed record ChainFates(
    PacketSet Accepted,
    PacketSet AtEnd,
    IReadOnlyList<PacketSet?> Coming
);
