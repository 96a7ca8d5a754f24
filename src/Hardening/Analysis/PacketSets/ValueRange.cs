namespace Hardening.Analysis.PacketSets;

/// <summary>Values of a field, both ends among them.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest, not below the first.</param>
public readonly record struct ValueRange(UInt128 First, UInt128 Last);
