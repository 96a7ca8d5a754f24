using System.Globalization;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// time: when a packet comes, by UTC (net/netfilter/xt_time.c). By the host's own time zone, by days of the month, or as the tools of before
/// iptables 1.4.2 wrote it, it is an unknown.
/// </summary>
internal static class TimeCondition
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    internal static IEnumerable<Condition> Of(MatchGroup group)
    {
        var conditions = new List<Condition>();
        var (start, stop) = (0u, Moments.LastSecond);
        var (first, last) = ((UInt128)0, (UInt128)int.MaxValue);
        foreach (var option in group.Options)
        {
            switch (option.Name)
            {
                case "--timestart" when Second(option) is { } second:
                    start = second;
                    break;
                case "--timestop" when Second(option) is { } second:
                    stop = second;
                    break;
                case "--datestart" when Date(option) is { } date:
                    first = date;
                    break;
                case "--datestop" when Date(option) is { } date:
                    last = date;
                    break;
                case "--weekdays" when Weekdays(option) is { } days:
                    conditions.Add(days.NegatedIf(option.IsNegated));
                    break;
                case "--utc":
                    break;
                default:
                    return [new Condition.Unmodelled(group.Text)];
            }
        }
        if (group.Has("--timestart") || group.Has("--timestop"))
        {
            conditions.Add(
                // From one side of midnight to the other where the start is behind the stop.
                start <= stop
                    ? Moments.InSeconds(start, stop)
                    : Moments.InSeconds(stop + 1, start - 1).Opposite()
            );
        }
        if (group.Has("--datestart") || group.Has("--datestop"))
        {
            conditions.Add(Condition.Between(PacketField.Time, first, last));
        }
        return conditions;
    }

    private static uint? Second(RuleOption option) =>
        TimeArgument.OfDay.Print(option.Argument, default) is { } text
            ? (uint)
                TimeSpan.ParseExact(text, "hh\\:mm\\:ss", CultureInfo.InvariantCulture).TotalSeconds
            : null;

    private static UInt128? Date(RuleOption option) =>
        TimeArgument.Date.Print(option.Argument, default) is { } text
            ? (UInt128)
                DateTimeOffset
                    .Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    .ToUnixTimeSeconds()
            : null;

    /// <summary>All days are printed as none.</summary>
    private static Condition? Weekdays(RuleOption option) =>
        TimeArgument.WeekDays.Print(option.Argument, default) switch
        {
            null => null,
            "" => Condition.Always,
            var text => new Condition.AnyOf(
                text.Split(',')
                    .Select(day => (uint)Array.IndexOf(Days, day))
                    .Select(day => Moments.OnDays(day, day))
                    .ToEquatableArray()
            ),
        };
}
