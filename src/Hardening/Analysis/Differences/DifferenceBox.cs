using Hardening.Analysis.Walks;
using Hardening.Rulesets;

namespace Hardening.Analysis.Differences;

/// <summary>Packets that differ, as a product of fields.</summary>
/// <param name="Text">The fields and their values, in the words of nft(8).</param>
/// <param name="Packet">One of them.</param>
/// <param name="Old">What decided that one in the old ruleset; null where it met no rule there.</param>
/// <param name="Now">What decides it in the new one.</param>
public sealed record DifferenceBox(string Text, Packet Packet, RulePlace? Old, RulePlace? Now);
