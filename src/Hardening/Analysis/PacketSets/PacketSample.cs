using System.Collections.Immutable;

namespace Hardening.Analysis.PacketSets;

/// <summary>One packet of a set.</summary>
/// <param name="Fields">A value for every field.</param>
/// <param name="Answers">Answers to what is unknown, with which it is in the set.</param>
public sealed record PacketSample(
    ImmutableDictionary<PacketField, UInt128> Fields,
    ImmutableDictionary<string, bool> Answers
);
