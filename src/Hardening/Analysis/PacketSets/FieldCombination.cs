namespace Hardening.Analysis.PacketSets;

/// <summary>What the bits of a field become: <c>(field &amp; Keep) ^ (From &amp; Take) ^ Flip</c>, as xt_connmark(8) and xt_MARK have it.</summary>
/// <param name="Keep">The bits that count as they were.</param>
/// <param name="From">Another field, as wide.</param>
/// <param name="Take">The bits of it that count.</param>
/// <param name="Flip">The bits that are turned over at last.</param>
public sealed record FieldCombination(UInt128 Keep, PacketField From, UInt128 Take, UInt128 Flip);
