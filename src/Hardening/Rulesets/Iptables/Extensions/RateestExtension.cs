using System.Globalization;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>The match and the target of rate estimators. The match compares one estimator with a number, two numbers, or another one.</summary>
internal static class RateestExtension
{
    private static readonly EquatableArray<string> Comparisons =
    [
        "--rateest-lt",
        "--rateest-gt",
        "--rateest-eq",
    ];

    public static Extension Comparison { get; } =
        new Extension(
            "rateest",
            new ExtensionOption("--rateest1", WordArgument.Raw(15)).Or("--rateest").Mandatory,
            new ExtensionOption("--rateest2", WordArgument.Raw(15)),
            new ExtensionOption("--rateest-delta"),
            new ExtensionOption("--rateest-bps1", Bits).Or("--rateest-bps").Optional,
            new ExtensionOption("--rateest-pps1", NumberArgument.Bits32)
                .Or("--rateest-pps")
                .Optional,
            new ExtensionOption("--rateest-bps2", Bits),
            new ExtensionOption("--rateest-pps2", NumberArgument.Bits32),
            new ExtensionOption("--rateest-lt").Negatable,
            new ExtensionOption("--rateest-gt").Negatable,
            new ExtensionOption("--rateest-eq").Negatable
        )
        {
            Print = (use, _) => Print(use),
        }
            .OneOf("--rateest-lt", "--rateest-gt", "--rateest-eq")
            .Any("--rateest-bps1", "--rateest-pps1", "--rateest-bps2", "--rateest-pps2");

    public static Extension Estimator { get; } =
        new(
            "RATEEST",
            new ExtensionOption("--rateest-name", WordArgument.Raw(15)).Mandatory,
            new ExtensionOption("--rateest-interval", Time).Mandatory,
            new ExtensionOption("--rateest-ewmalog", Time).Mandatory
        );

    private static ArgumentType Bits =>
        new(
            "a number of bits with a unit, such as 100kbit",
            text => BitsText(text) is { } bits ? $"{bits}bit" : null
        );

    private static ArgumentType Time =>
        new(
            "a time with a unit, such as 250ms",
            text =>
            {
                var digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
                double? unit = text[digits.Length..] switch
                {
                    "s" or "sec" or "secs" or "" => 1_000_000,
                    "ms" or "msec" or "msecs" => 1000,
                    "us" or "usec" or "usecs" => 1,
                    _ => null,
                };
                return
                    unit is { } factor
                    && double.TryParse(
                        digits,
                        NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var number
                    )
                    ? (number * factor) switch
                    {
                        >= 1_000_000 and var micro => Text(micro / 1_000_000, "s"),
                        >= 1000 and var micro => Text(micro / 1000, "ms"),
                        var micro => $"{NumberArgument.Text((ulong)micro)}us",
                    }
                    : null;
            }
        );

    private static string Text(double number, string unit) =>
        number.ToString("0.0", CultureInfo.InvariantCulture) + unit;

    private static string? BitsText(string text)
    {
        var digits = text.TrimEnd(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()
        );
        double? unit = text[digits.Length..].ToLowerInvariant() switch
        {
            "bit" or "" => 1,
            "kbit" => 1e3,
            "mbit" => 1e6,
            "gbit" => 1e9,
            "kibit" => 1024,
            "mibit" => 1024d * 1024,
            "bps" => 8,
            "kbps" => 8e3,
            "mbps" => 8e6,
            "gbps" => 8e9,
            _ => null,
        };
        return
            unit is { } factor
            && double.TryParse(
                digits,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? (number * factor).ToString("0", CultureInfo.InvariantCulture)
            : null;
    }

    private static IEnumerable<string> Print(ExtensionUse use)
    {
        var comparison = use[Comparisons.First(use.Has)]!.Text;
        if (use.Has("--rateest-delta"))
        {
            yield return "--rateest-delta";
        }
        if (use.Has("--rateest2"))
        {
            yield return $"--rateest1 {use.Value("--rateest1")}";
            var isDelta = use.Has("--rateest-delta");
            var (first, second, plain) = Units.First(unit =>
                use.Has(unit.First) || use.Has(unit.Second)
            );
            if (isDelta && use.Has(first))
            {
                yield return Numbered(use, first);
            }
            yield return comparison;
            if (!isDelta)
            {
                yield return plain;
            }
            else if (use.Has(second))
            {
                yield return Numbered(use, second);
            }
            yield return $"--rateest2 {use.Value("--rateest2")}";
            yield break;
        }
        yield return $"--rateest {use.Value("--rateest1")}";
        if (use.Has("--rateest-delta"))
        {
            foreach (var (one, _, _) in Units)
            {
                if (use.Has(one))
                {
                    yield return Numbered(use, one);
                }
            }
        }
        yield return comparison;
        foreach (var (one, other, name) in Units)
        {
            if (use.Has("--rateest-delta") ? use.Has(other) : use.Has(one))
            {
                yield return use.Has("--rateest-delta")
                    ? Numbered(use, other)
                    : $"{name} {use.Value(one)}";
            }
        }
    }

    private static (string First, string Second, string Plain)[] Units { get; } =
    [
        ("--rateest-bps1", "--rateest-bps2", "--rateest-bps"),
        ("--rateest-pps1", "--rateest-pps2", "--rateest-pps"),
    ];

    private static string Numbered(ExtensionUse use, string option) =>
        $"{option} {use.Value(option)}".TrimEnd();
}
