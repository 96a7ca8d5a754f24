using Hardening.Rulesets;

namespace Hardening.Analysis.Walks;

/// <summary>How a packet's way through a filter ended.</summary>
/// <param name="Packet">The packet as it was then.</param>
/// <param name="IsThrough">Whether it came through all hooks.</param>
/// <param name="DecidedBy">The rule, or the policy of the base chain, that decided last; null where it met none.</param>
public sealed record WalkEnd(Packet Packet, bool IsThrough, RulePlace? DecidedBy);
