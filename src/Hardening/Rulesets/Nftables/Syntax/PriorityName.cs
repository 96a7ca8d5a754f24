namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>The names of priorities (nft(8), CHAINS).</summary>
internal static class PriorityName
{
    // Farther off nft shows the number.
    private const int Near = 10;

    private static readonly (string Name, int Value, string? Hook)[] Ip =
    [
        ("raw", -300, null),
        ("mangle", -150, null),
        ("dstnat", -100, "prerouting"),
        ("filter", 0, null),
        ("security", 50, null),
        ("srcnat", 100, "postrouting"),
    ];

    private static readonly (string Name, int Value, string? Hook)[] Bridge =
    [
        ("dstnat", -300, "prerouting"),
        ("filter", -200, null),
        ("out", 100, "output"),
        ("srcnat", 300, "postrouting"),
    ];

    /// <summary>A number as nft lists it: by the nearest name.</summary>
    internal static Priority Of(int number, string hook, string family)
    {
        var names = family == "bridge" ? Bridge : Ip;
        foreach (var (name, value, only) in names)
        {
            if (
                Math.Abs((long)number - value) <= Near
                && (only is null || only == hook)
                && IsKnown(name, family)
            )
            {
                return new Priority(name, number - value);
            }
        }
        return new Priority(null, number);
    }

    /// <summary>The number of a priority.</summary>
    internal static int Value(Priority priority, string family)
    {
        if (priority.Name is null)
        {
            return priority.Offset;
        }
        var names = family == "bridge" ? Bridge : Ip;
        return Array.Find(names, one => one.Name == priority.Name).Value + priority.Offset;
    }

    private static bool IsKnown(string name, string family) =>
        name == "filter" || family is not ("arp" or "netdev");
}
