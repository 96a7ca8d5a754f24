using Hardening.Addresses;

namespace Hardening.Analysis.Semantics;

/// <summary>
/// What conntrack knows of a connection, its ends above all. It is no field: how it goes with the packet's own addresses, only conntrack knows. The same
/// question has one answer, so that `--ctorigsrc 10.0.0.0/8` says nothing of `--ctorigsrc 10.1.0.0/16`.
/// </summary>
internal static class ConnectionTuple
{
    /// <summary>A part of it is between two values.</summary>
    /// <param name="part">Which, as nft(8) calls it: <c>original saddr</c>.</param>
    /// <param name="first">The lowest.</param>
    /// <param name="last">The highest.</param>
    internal static Condition Between(string part, UInt128 first, UInt128 last) =>
        Is(part, first == last ? $"{first}" : $"{first}-{last}");

    /// <summary>How many packets or bytes it had is between two numbers.</summary>
    /// <param name="part">Of what: <c>original packets</c>.</param>
    /// <param name="first">The lowest.</param>
    /// <param name="last">The highest.</param>
    internal static Condition Counted(string part, UInt128 first, UInt128 last) =>
        last >= ulong.MaxValue
            ? first == 0
                ? Condition.Always
                : Is(part, $">= {first}")
            // Below a number is not at or above it.
            : first == 0
                ? Is(part, $">= {last + 1}").Opposite()
                : Between(part, first, last);

    /// <summary>A helper of this name looks after the connection that it is related to.</summary>
    internal static Condition HasHelper(string name) => Is("helper", name);

    /// <summary>Some helper does.</summary>
    internal static Condition HasAnyHelper { get; } = new Condition.Unmodelled("ct helper");

    /// <summary>It has this label.</summary>
    /// <param name="label">From 0 to 127, or a name of connlabel.conf.</param>
    internal static Condition HasLabel(string label) => Is("label", label);

    /// <summary>One of its addresses is between two.</summary>
    /// <param name="part">Which.</param>
    /// <param name="first">The lowest.</param>
    /// <param name="last">The highest.</param>
    internal static Condition Between(string part, Address first, Address last) =>
        Is(
            part,
            AddressSet.OfRanges(new AddressRange(first, last)).Prefixes(first.Family) is [var only]
                ? only.ToString()
                : $"{first}-{last}"
        );

    private static Condition.Unmodelled Is(string part, string value) => new($"ct {part} {value}");
}
