namespace Hardening.Analysis.PacketSets;

/// <summary>What is before a change of a field, of the packets that are wanted behind it.</summary>
internal static class FieldChanges
{
    /// <summary>
    /// The packets that are in the set once every bit of a field has become
    /// <c>(field &amp; keep) ^ (from &amp; take) ^ flip</c>.
    /// </summary>
    internal static PacketSet Combined(
        PacketSpace space,
        PacketSet after,
        PacketField field,
        FieldCombination to
    )
    {
        var before = after.With(field, ~(to.Keep | to.Take), to.Flip);
        for (var bit = 0; bit < space.Layout.Width(field); bit++)
        {
            var mask = UInt128.One << bit;
            var (keeps, takes, flips) = (
                (to.Keep & mask) != 0,
                (to.Take & mask) != 0,
                (to.Flip & mask) != 0
            );
            if (!takes && !(keeps && flips))
            {
                continue;
            }
            var becomes = takes ? space.Masked(to.From, mask, mask) : space.None;
            becomes = keeps ? becomes ^ space.Masked(field, mask, mask) : becomes;
            becomes = flips ? ~becomes : becomes;
            before = becomes.IfThenElse(
                before.With(field, mask, mask),
                before.With(field, mask, 0)
            );
        }
        return before;
    }

    /// <summary>The packets that are in the set once a field has grown by so much, or shrunk, but never beyond its lowest and its highest value.</summary>
    internal static PacketSet Increased(
        PacketSpace space,
        PacketSet after,
        PacketField field,
        int by,
        int highest
    )
    {
        if (after == after.Ignoring(field))
        {
            return after;
        }
        var before = space.None;
        for (var old = 0; old <= highest; old++)
        {
            var now = Math.Clamp(old + by, 0, highest);
            before |=
                space.Masked(field, (uint)highest, (uint)old)
                & after.With(field, (uint)highest, (uint)now);
        }
        return before;
    }
}
