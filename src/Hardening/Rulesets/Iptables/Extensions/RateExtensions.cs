using System.Globalization;
using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Matches that count, and those of chance and time.</summary>
internal static class RateExtensions
{
    private static readonly EquatableArray<string> Statistics = ["random", "nth"];

    public static Extension Limit { get; } =
        new(
            "limit",
            new ExtensionOption("--limit", RateArgument.Limit).Else("--limit 3/hour"),
            new ExtensionOption("--limit-burst", NumberArgument.Unless(5, 0, 0, 10_000))
        );

    public static Extension Hashlimit4 { get; } = Hashlimit(IpFamily.IPv4);

    public static Extension Hashlimit6 { get; } = Hashlimit(IpFamily.IPv6);

    public static Extension Quota { get; } =
        new("quota", new ExtensionOption("--quota", NumberArgument.Bits64).Negatable.Mandatory);

    public static Extension Statistic { get; } =
        new(
            "statistic",
            new ExtensionOption("--mode", WordArgument.OneOf(Statistics)).Mandatory,
            new ExtensionOption("--probability", Probability).Negatable,
            new ExtensionOption("--every", NumberArgument.Between(1, uint.MaxValue)).Negatable,
            new ExtensionOption("--packet", NumberArgument.Bits32)
        )
        {
            Check = (use, _) =>
                use.Value("--mode") == "random"
                    ? use.Has("--probability")
                        ? null
                        : "--probability"
                    : !use.Has("--every") || !use.Has("--packet")
                        ? "--every and --packet"
                        : NumberArgument.Find(use.Value("--packet")!)
                            < NumberArgument.Find(use.Value("--every")!)
                        && !use.Has("--probability")
                            ? null
                            : "--packet below --every",
        };

    public static Extension Recent4 { get; } = Recent(IpFamily.IPv4);

    public static Extension Recent6 { get; } = Recent(IpFamily.IPv6);

    public static Extension Time { get; } =
        new(
            "time",
            new ExtensionOption("--timestart", TimeArgument.OfDay),
            new ExtensionOption("--timestop", TimeArgument.OfDay),
            new ExtensionOption("--monthdays", TimeArgument.MonthDays).Negatable,
            new ExtensionOption("--weekdays", TimeArgument.WeekDays).Negatable,
            new ExtensionOption("--datestart", TimeArgument.Date),
            new ExtensionOption("--datestop", TimeArgument.Date),
            new ExtensionOption("--kerneltz").Or("--localtz"),
            new ExtensionOption("--contiguous"),
            new ExtensionOption("--utc").As(string.Empty)
        )
        {
            Print = (use, _) =>
            {
                var (start, stop) = (use.Value("--timestart"), use.Value("--timestop"));
                // The tool prints both or none.
                var times =
                    (start ?? TimeArgument.Midnight, stop ?? TimeArgument.LastSecond) is var both
                    && both != (TimeArgument.Midnight, TimeArgument.LastSecond)
                        ? (string[])[$"--timestart {both.Item1}", $"--timestop {both.Item2}"]
                        : [];
                return
                [
                    .. times,
                    .. new[] { "--monthdays", "--weekdays", "--datestart" }
                        .Select(name => use[name] is { IsSilent: false } set ? set.Text : null)
                        .OfType<string>(),
                    $"--datestop {use.Value("--datestop") ?? TimeArgument.LastDate}",
                    .. new[] { "--kerneltz", "--contiguous" }.Where(use.Has),
                ];
            },
        };

    /// <summary>The name is one of the host's accounting objects, which nobody here knows.</summary>
    public static Extension Nfacct { get; } =
        new("nfacct", new ExtensionOption("--nfacct-name", WordArgument.Name(31)).Mandatory);

    private static ArgumentType Probability =>
        new(
            "a number from 0 to 1",
            text =>
                ShareOf(text) is { } share
                    ? ((double)share / 0x80000000).ToString(
                        "0.00000000000",
                        CultureInfo.InvariantCulture
                    )
                    : null
        );

    /// <summary>A probability as the kernel keeps it, out of 2^31; null for anything else than a number from 0 to 1.</summary>
    public static ulong? ShareOf(string text) =>
        double.TryParse(
            text,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var chance
        ) && chance is >= 0 and <= 1
            ? (ulong)Math.Round(0x80000000 * chance, MidpointRounding.AwayFromZero)
            : null;

    private static Extension Hashlimit(IpFamily family)
    {
        var width = (ulong)Address.WidthOf(family);
        return new Extension(
            "hashlimit",
            new ExtensionOption("--hashlimit-upto", RateArgument.Hashed)
                .Or("--hashlimit")
                .Negatable,
            new ExtensionOption("--hashlimit-above", RateArgument.Hashed).Negatable,
            new ExtensionOption("--hashlimit-burst", RateArgument.Burst),
            new ExtensionOption(
                "--hashlimit-mode",
                WordArgument.List("srcip", "srcport", "dstip", "dstport")
            ),
            new ExtensionOption("--hashlimit-name", WordArgument.Name(15)).Mandatory,
            new ExtensionOption(
                "--hashlimit-htable-size",
                NumberArgument.Unless(0, 0, uint.MaxValue)
            ),
            new ExtensionOption(
                "--hashlimit-htable-max",
                NumberArgument.Unless(0, 0, uint.MaxValue)
            ),
            new ExtensionOption(
                "--hashlimit-htable-gcinterval",
                NumberArgument.Unless(1000, 0, uint.MaxValue)
            ),
            new ExtensionOption("--hashlimit-htable-expire", NumberArgument.Bits32),
            new ExtensionOption("--hashlimit-srcmask", NumberArgument.Unless(width, 0, width)),
            new ExtensionOption("--hashlimit-dstmask", NumberArgument.Unless(width, 0, width)),
            new ExtensionOption("--hashlimit-rate-match"),
            new ExtensionOption(
                "--hashlimit-rate-interval",
                NumberArgument.Unless(1, 1, uint.MaxValue)
            ).With("--hashlimit-rate-match")
        )
        {
            Check = (use, _) =>
                RateArgument.BytesOf(RateOf(use).Printed) is { } rate
                && use["--hashlimit-burst"] is { } burst
                && RateArgument.CountOf(burst.Arguments[0]) < rate
                    ? "a --hashlimit-burst of no less than one second's bytes"
                    : null,
            Print = (use, _) => Print(use),
        }
            .OneOf("--hashlimit-upto", "--hashlimit-above")
            .Only(family);
    }

    private static ExtensionSetting RateOf(ExtensionUse use) =>
        use["--hashlimit-upto"] ?? use["--hashlimit-above"]!;

    private static IEnumerable<string> Print(ExtensionUse use)
    {
        var rate = RateOf(use);
        var isAbove = rate.Option.Name == "--hashlimit-above" != rate.IsNegated;
        yield return $"--hashlimit-{(isAbove ? "above" : "upto")} {rate.Printed}";
        var burst = use["--hashlimit-burst"] is { } given
            ? RateArgument.CountOf(given.Arguments[0])
            : null;
        if (RateArgument.BytesOf(rate.Printed) is not { } bytes)
        {
            yield return $"--hashlimit-burst {NumberArgument.Text(burst ?? 5)}";
        }
        else if (burst is { } size)
        {
            // The kernel keeps how many times the rate it is.
            yield return $"--hashlimit-burst {RateArgument.BurstText((size + bytes - 1) / bytes * bytes)}";
        }
        // Entries expire after the unit that the rate was written with, and the tool leaves out the unit that it prints.
        var expire = use.Value("--hashlimit-htable-expire") ?? Expire(rate.Arguments[0]);
        foreach (var option in use.Extension.Options.Skip(3))
        {
            if (option.Name == "--hashlimit-htable-expire")
            {
                if (expire != Expire(rate.Printed))
                {
                    yield return $"{option.Name} {expire}";
                }
            }
            else if (use[option.Name] is { IsSilent: false } setting)
            {
                yield return setting.Text;
            }
        }
    }

    private static string Expire(string rate) =>
        NumberArgument.Text(RateArgument.ExpiryOf(rate) * 1000);

    private static Extension Recent(IpFamily family) =>
        new Extension(
            "recent",
            new ExtensionOption("--set").Negatable,
            new ExtensionOption("--rcheck").Negatable,
            new ExtensionOption("--update").Negatable,
            new ExtensionOption("--remove").Negatable,
            new ExtensionOption("--seconds", NumberArgument.Between(1, uint.MaxValue)).With(
                "--rcheck",
                "--update"
            ),
            new ExtensionOption("--reap").With("--seconds"),
            new ExtensionOption("--hitcount", NumberArgument.Between(0, 65535)).With(
                "--rcheck",
                "--update"
            ),
            new ExtensionOption("--rttl").With("--rcheck", "--update"),
            new ExtensionOption("--name", WordArgument.Raw(199)).Else("--name DEFAULT"),
            new ExtensionOption("--mask", AddressArgument.Mask).Else(
                $"--mask {Address.Highest(family)}"
            ),
            new ExtensionOption("--rsource"),
            new ExtensionOption("--rdest")
        )
        {
            Print = (use, _) =>
                [
                    .. use
                        .Extension.Options.SkipLast(4)
                        .Select(option => use[option.Name]?.Text)
                        .OfType<string>(),
                    $"--name {use.Value("--name") ?? "DEFAULT"}",
                    $"--mask {use.Value("--mask") ?? $"{Address.Highest(family)}"}",
                    use.Has("--rdest") ? "--rdest" : "--rsource",
                ],
        }
            .OneOf("--set", "--rcheck", "--update", "--remove")
            .NotBoth("--rsource", "--rdest")
            .Only(family);
}
