namespace Hardening.Analysis.Semantics;

/// <summary>What the host's routing table says of a packet. No rule changes it, and no field tells it.</summary>
internal static class Routes
{
    /// <summary>What fib looks up, in the order in which nft prints it.</summary>
    private static readonly string[] Flags = ["saddr", "daddr", "mark", "iif", "oif"];

    /// <summary>The types of routes by their RTN_ numbers (linux/rtnetlink.h).</summary>
    internal static EquatableArray<string> Types { get; } =
    [
        "unspec",
        "unicast",
        "local",
        "broadcast",
        "anycast",
        "multicast",
        "blackhole",
        "unreachable",
        "prohibit",
        "throw",
        "nat",
        "xresolve",
    ];

    /// <summary>There is a route for what is looked up.</summary>
    /// <param name="flags">What is, in the words of nft's fib: <c>saddr</c>, <c>iif</c>, <c>mark</c>.</param>
    internal static Condition Has(params IEnumerable<string> flags) =>
        new Condition.Unmodelled($"fib {Text(flags)} exists");

    /// <summary>The route is of one of these types.</summary>
    /// <param name="first">The lowest RTN_ number.</param>
    /// <param name="last">The highest that is known.</param>
    /// <param name="flags">What is looked up.</param>
    internal static Condition IsOfType(
        UInt128 first,
        UInt128 last,
        params IEnumerable<string> flags
    )
    {
        var asked = Text(flags);
        return new Condition.AnyOf([
            .. Enumerable
                .Range((int)first, (int)(last - first) + 1)
                .Select(type => new Condition.Unmodelled($"fib {asked} type {Types[type]}")),
        ]);
    }

    private static string Text(IEnumerable<string> flags) =>
        string.Join(
            " . ",
            flags
                .OrderBy(flag => (uint)Array.IndexOf(Flags, flag))
                .ThenBy(flag => flag, StringComparer.Ordinal)
        );
}
