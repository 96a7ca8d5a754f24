using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>What nat gives some packets in place of an address or a port.</summary>
/// <param name="Where">Which packets.</param>
/// <param name="Values">One of these.</param>
/// <param name="Mask">The bits that are given: all of the field, but where a network is mapped onto another.</param>
internal sealed record Given(Condition Where, ValueRange Values, UInt128 Mask)
{
    /// <summary>The packets that have it already. Of a range even an address that is in it may become another.</summary>
    internal Condition IsOf(PacketField field) =>
        Values.First == Values.Last
            ? new Condition.BitsAre(field, Mask, Values.First)
            : Condition.Never;

    /// <summary>The change of a field.</summary>
    internal Step To(PacketField field) =>
        Values.First == Values.Last
            ? new Step.Assign(field, Mask, Values.First) { Where = Where }
            : new Step.Forget(field, [Values]) { Where = Where };
}
