namespace Hardening.Analysis.PacketSets;

/// <summary>A product of values: every packet whose fields have one of these.</summary>
/// <param name="Sides">Per field its values, sorted, disjoint; a field that is not named has any.</param>
public sealed record PacketBox(EquatableArray<PacketBox.Side> Sides)
{
    /// <summary>The values of one field.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Packets">The packets with one of these values in it, whatever their other fields are.</param>
    public sealed record Side(PacketField Field, PacketSet Packets)
    {
        /// <summary>The values, sorted; worked out one by one, as there can be very many.</summary>
        public IEnumerable<ValueRange> Values => Packets.Values(Field);
    }
}
