namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments for the byte that is Type of Service, or DSCP and ECN.</summary>
internal static class TosArgument
{
    private static readonly (string Name, byte Value)[] Names =
    [
        ("Minimize-Delay", 0x10),
        ("Maximize-Throughput", 0x08),
        ("Maximize-Reliability", 0x04),
        ("Minimize-Cost", 0x02),
        ("Normal-Service", 0x00),
    ];

    private const string Expected =
        "a number from 0 to 255, two such with a slash between, or Minimize-Delay, Maximize-Throughput, Maximize-Reliability, Minimize-Cost, Normal-Service";

    /// <summary>A value with a mask, to compare with or to set.</summary>
    public static ArgumentType Masked { get; } =
        new(
            Expected,
            text =>
            {
                foreach (var (name, value) in Names)
                {
                    if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
                    {
                        return Text((value, 0x3f));
                    }
                }
                return MarkArgument.Find(text, 0xff) is { Value: <= 0xff, Mask: <= 0xff } number
                    ? Text(number)
                    : null;
            }
        );

    public static ArgumentType And { get; } = Bits(bits => (0, ~bits & 0xff));

    public static ArgumentType Or { get; } = Bits(bits => (bits, bits));

    public static ArgumentType Xor { get; } = Bits(bits => (bits, 0));

    /// <summary>A class of RFC 2474, 2597 or 3246.</summary>
    public static ArgumentType DscpClass { get; } =
        WordArgument.Translated(
            "BE, EF, CS0 to CS7 or AF11 to AF43",
            [
                ("BE", NumberArgument.HexText(0, 2)),
                ("EF", NumberArgument.HexText(0x2e, 2)),
                .. Enumerable
                    .Range(0, 8)
                    .Select(number =>
                        ($"CS{number}", NumberArgument.HexText((ulong)number << 3, 2))
                    ),
                .. from level in Enumerable.Range(1, 4)
                from drop in Enumerable.Range(1, 3)
                select (
                    $"AF{level}{drop}",
                    NumberArgument.HexText((ulong)(level << 3 | drop << 1), 2)
                ),
            ]
        );

    private static ArgumentType Bits(Func<uint, (uint, uint)> meaning) =>
        new(
            "a number from 0 to 255",
            text => NumberArgument.Find(text, 0xff) is { } bits ? Text(meaning((uint)bits)) : null
        );

    private static string Text((uint Value, uint Mask) tos) =>
        $"{NumberArgument.HexText(tos.Value, 2)}/{NumberArgument.HexText(tos.Mask, 2)}";
}
