using System.Globalization;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Times and dates of the match time.</summary>
internal static class TimeArgument
{
    public const string Midnight = "00:00:00";
    public const string LastSecond = "23:59:59";

    /// <summary>The last second of 31 bits, which the tool prints where no end is said.</summary>
    public const string LastDate = "2038-01-19T03:14:07";

    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public static ArgumentType OfDay { get; } =
        new(
            "a time of the day, hh:mm or hh:mm:ss",
            text =>
            {
                var parts = text.Split(':').Select(part => Decimal(part, 2)).ToList();
                return parts is [<= 23, <= 59] or [<= 23, <= 59, <= 59]
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"{parts[0]:00}:{parts[1]:00}:{(parts.Count > 2 ? parts[2] : 0):00}"
                    )
                    : null;
            }
        );

    /// <summary>Days of the month, 1 to 31; all of them are as good as no option.</summary>
    public static ArgumentType MonthDays { get; } =
        new(
            "days from 1 to 31 with commas between",
            (text, context) =>
            {
                var days = text.Split(',').Select(day => NumberArgument.Find(day, 31)).ToList();
                return days.TrueForAll(day => day > 0)
                    ? Listed(
                        days.Select(day => (int)day.GetValueOrDefault()),
                        31,
                        context,
                        day => NumberArgument.Text((ulong)day)
                    )
                    : null;
            }
        );

    /// <summary>Days of the week by name or number, Monday being 1; all of them are as good as no option.</summary>
    public static ArgumentType WeekDays { get; } =
        new(
            "days with commas between: Mon, Tue, Wed, Thu, Fri, Sat, Sun, or 1 to 7",
            (text, context) =>
            {
                var days = text.Split(',').Select(WeekDay).ToList();
                return days.TrueForAll(day => day > 0)
                    ? Listed(days, 7, context, day => Days[day - 1])
                    : null;
            }
        );

    public static ArgumentType Date { get; } =
        new(
            "a date from 1970 to 2038, YYYY[-MM[-DD[Thh[:mm[:ss]]]]]",
            text =>
                DateTime.TryParseExact(
                    text,
                    [
                        "yyyy",
                        "yyyy-M",
                        "yyyy-M-d",
                        "yyyy-M-d'T'H",
                        "yyyy-M-d'T'H:m",
                        "yyyy-M-d'T'H:m:s",
                    ],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                ) && date.Year is >= 1970 and <= 2038
                    ? date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
                    : null
        );

    private static int WeekDay(string text) =>
        text.Length >= 2
        && Array.FindIndex(
            Days,
            day =>
                day.StartsWith(text[..Math.Min(3, text.Length)], StringComparison.OrdinalIgnoreCase)
        )
            is >= 0
                and var index
            ? index + 1
            : (int)NumberArgument.Find(text, 7).GetValueOrDefault();

    private static string Listed(
        IEnumerable<int> days,
        int last,
        ArgumentContext context,
        Func<int, string> text
    )
    {
        var listed = days.Distinct().Order().ToList();
        return listed.Count == last && !context.IsNegated
            ? string.Empty
            : string.Join(',', listed.Select(text));
    }

    private static int Decimal(string text, int digits) =>
        text.Length >= 1 && text.Length <= digits && text.All(char.IsAsciiDigit)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : int.MaxValue;
}
