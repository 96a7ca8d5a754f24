using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Flows;

/// <summary>Where a packet may go on from a rule: what is wanted of it there.</summary>
/// <param name="Accepted">Where the chain accepts it.</param>
/// <param name="AtEnd">At the end of the chain.</param>
/// <param name="Next">At the next rule.</param>
internal readonly record struct RuleWays(PacketSet Accepted, PacketSet AtEnd, PacketSet Next);
