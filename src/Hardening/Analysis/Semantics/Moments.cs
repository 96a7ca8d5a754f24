using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>When a packet comes. A field has more values than there are days or seconds: those beyond the last are the last.</summary>
internal static class Moments
{
    internal const uint LastSecond = 24 * 60 * 60 - 1;

    private const uint Saturday = 6;

    /// <summary>On one of these days, 0 being Sunday.</summary>
    internal static Condition OnDays(UInt128 first, UInt128 last) =>
        Condition.Between(
            PacketField.Weekday,
            first,
            last == Saturday ? UInt128.Max(last, 7) : last
        );

    /// <summary>In these seconds of its day.</summary>
    internal static Condition InSeconds(UInt128 first, UInt128 last) =>
        Condition.Between(
            PacketField.SecondOfDay,
            first,
            last == LastSecond ? uint.MaxValue : last
        );
}
