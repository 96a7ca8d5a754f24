namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>The match of IPsec policies, whose options from <c>--reqid</c> on may come once for each element of a policy.</summary>
internal static class PolicyExtension
{
    private const int MostElements = 4;

    private static readonly EquatableArray<string> OfElement =
    [
        "--reqid",
        "--spi",
        "--proto",
        "--mode",
        "--tunnel-dst",
        "--tunnel-src",
    ];

    public static Extension Ipsec { get; } =
        new(
            "policy",
            new ExtensionOption("--dir", WordArgument.OneOf("in", "out")).Mandatory,
            new ExtensionOption("--pol", WordArgument.OneOf("none", "ipsec")).Mandatory,
            new ExtensionOption("--strict"),
            new ExtensionOption("--reqid", NumberArgument.Bits32).Negatable.Repeatable,
            new ExtensionOption("--spi", NumberArgument.Hex(uint.MaxValue, 1)).Negatable.Repeatable,
            new ExtensionOption("--proto", IpsecProtocol).Negatable.Repeatable,
            new ExtensionOption("--mode", WordArgument.OneOf("transport", "tunnel"))
                .Negatable
                .Repeatable,
            new ExtensionOption("--tunnel-dst", AddressArgument.WithMask).Negatable.Repeatable,
            new ExtensionOption("--tunnel-src", AddressArgument.WithMask).Negatable.Repeatable,
            new ExtensionOption("--next").Repeatable
        )
        {
            Check = (use, _) => Check(use),
            KernelCheck = NotInHook,
            Print = (use, _) => Print(use),
        };

    private static ArgumentType IpsecProtocol =>
        new(
            "esp, ah, ipcomp or a number",
            text =>
                ProtocolNames.Find(text) switch
                {
                    50 => "esp",
                    51 => "ah",
                    108 => "ipcomp",
                    { } number => NumberArgument.Text(number),
                    _ => null,
                }
        );

    private static string? Check(ExtensionUse use)
    {
        var elements = Elements(use);
        if (use.Value("--pol") == "none")
        {
            return use.Has("--strict") || elements.Exists(element => element.Count > 0)
                ? "nothing but --dir with --pol none"
                : null;
        }
        if (!use.Has("--strict") && elements.Count > 1)
        {
            return "--strict with --next";
        }
        if (elements.Count > MostElements)
        {
            return "four elements at most";
        }
        foreach (var element in elements)
        {
            if (use.Has("--strict") && element.Count == 0)
            {
                return "something about each element with --strict";
            }
            if (
                element
                    .GroupBy(setting => setting.Option.Name)
                    .FirstOrDefault(group => group.Skip(1).Any()) is
                { } twice
            )
            {
                return $"{twice.Key} once for an element";
            }
            if (
                element.Exists(setting =>
                    setting.Option.Name.StartsWith("--tunnel", StringComparison.Ordinal)
                )
                && !element.Exists(setting =>
                    setting is { Option.Name: "--mode", Printed: "tunnel", IsNegated: false }
                )
            )
            {
                return "--mode tunnel with the ends of a tunnel";
            }
        }
        return null;
    }

    private static string? NotInHook(ExtensionUse use, RuleContext context) =>
        (
            use.Value("--dir") == "in"
                ? context.Hook is "OUTPUT" or "POSTROUTING"
                : context.Hook is "PREROUTING" or "INPUT"
        )
            ? "--dir in before routing and --dir out behind it"
            : null;

    private static IEnumerable<string> Print(ExtensionUse use)
    {
        yield return use["--dir"]!.Text;
        yield return use["--pol"]!.Text;
        if (use.Has("--strict"))
        {
            yield return "--strict";
        }
        var isFirst = true;
        foreach (var element in Elements(use))
        {
            if (!isFirst)
            {
                yield return "--next";
            }
            isFirst = false;
            foreach (var name in OfElement)
            {
                if (element.Find(setting => setting.Option.Name == name) is { } setting)
                {
                    yield return setting.Text;
                }
            }
        }
    }

    private static List<List<ExtensionSetting>> Elements(ExtensionUse use)
    {
        var elements = new List<List<ExtensionSetting>> { new() };
        foreach (var setting in use.Settings)
        {
            if (setting.Option.Name == "--next")
            {
                elements.Add([]);
            }
            else if (OfElement.Contains(setting.Option.Name))
            {
                elements[^1].Add(setting);
            }
        }
        return elements;
    }
}
