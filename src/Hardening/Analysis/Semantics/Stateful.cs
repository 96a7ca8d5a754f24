using System.Globalization;
using Hardening.Addresses;
using Hardening.Rulesets;

namespace Hardening.Analysis.Semantics;

/// <summary>
/// What is asked of the packets that came before: limits, quotas, counts. The same question has the same text whichever tool asks it:
/// the kernel's code differs, and what it keeps count of does not.
/// </summary>
internal static class Stateful
{
    /// <summary>The kernel's own where none is said (NFT_LIMIT_PKT_BURST_DEFAULT, XT_LIMIT_BURST).</summary>
    internal const ulong DefaultBurst = 5;

    private static readonly (string Unit, ulong OfNext)[] Units =
    [
        ("week", 7),
        ("day", 24),
        ("hour", 60),
        ("minute", 60),
        ("second", 1),
    ];

    /// <summary>Whether a packet is within so many of them in a time.</summary>
    /// <param name="rate">How many packets in a unit of time.</param>
    /// <param name="unit"><c>second</c>, <c>minute</c>, <c>hour</c>, <c>day</c> or <c>week</c>.</param>
    /// <param name="burst">How many may come at once.</param>
    internal static string Limit(ulong rate, string unit, ulong burst)
    {
        var index = Array.FindIndex(Units, one => one.Unit == unit);
        while (index < Units.Length - 1 && rate % Units[index].OfNext == 0)
        {
            rate /= Units[index++].OfNext;
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"limit rate {rate}/{Units[index].Unit} burst {(burst == 0 ? DefaultBurst : burst)} packets"
        );
    }

    /// <summary>Whether a packet is within so many bytes in a time.</summary>
    internal static string LimitOfBytes(ulong rate, string unit, ulong burst) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"limit rate {rate} bytes/{unit} burst {burst} bytes"
        );

    /// <summary>Whether a packet is within the first so many bytes.</summary>
    internal static string Quota(ulong bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"quota {bytes} bytes");

    /// <summary>Whether there are so many connections at most.</summary>
    internal static string Connections(ulong most) =>
        string.Create(CultureInfo.InvariantCulture, $"ct count {most}");

    /// <summary>A question that is kept apart for each value of some fields.</summary>
    /// <param name="question">The question.</param>
    /// <param name="keys">The fields, in any order.</param>
    /// <param name="milliseconds">After how long without a packet a value is forgotten; null for never.</param>
    internal static string ForEach(
        string question,
        IEnumerable<string> keys,
        ulong? milliseconds = null
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{question} for each {string.Join(" . ", keys.Order(StringComparer.Ordinal))}{(milliseconds is { } time ? $" of the last {time} ms" : "")}"
        );

    /// <summary>An address in the words of nft(8), or the first bits of it.</summary>
    internal static string AddressKey(IpFamily family, bool isSource, int bits)
    {
        var field = $"{(family == IpFamily.IPv4 ? "ip" : "ip6")} {(isSource ? "saddr" : "daddr")}";
        return bits == Address.WidthOf(family)
            ? field
            : $"{field} & {new Address(family, Address.Highest(family).Bits >> (Address.WidthOf(family) - bits) << (Address.WidthOf(family) - bits))}";
    }

    /// <summary>Such a question.</summary>
    /// <param name="text">What is asked.</param>
    /// <param name="place">Which rule asks.</param>
    /// <param name="state">Whose state, where it is not the rule's own.</param>
    /// <param name="definition">How that is set up, where the text does not say so.</param>
    internal static Condition.Unmodelled At(
        string text,
        RulePlace place,
        string? state = null,
        string? definition = null
    ) =>
        new(text)
        {
            Place = place,
            State = state,
            Definition = definition,
        };

    /// <summary>Whether a program at the other end of a queue lets a packet through. It may remember what it saw in any of its queues.</summary>
    /// <param name="text">The queue, in the words of nft(8).</param>
    /// <param name="place">Which rule hands packets on.</param>
    internal static Condition.Unmodelled Queue(string text, RulePlace place) =>
        At(text, place, "queue");

    /// <summary>Whether a set that the kernel fills takes one element more.</summary>
    /// <param name="set">The set, such as <c>@flood</c>.</param>
    /// <param name="key">What is put into it.</param>
    /// <param name="place">Which rule does so.</param>
    /// <param name="definition">How the set is made.</param>
    internal static Condition.Unmodelled Room(
        string set,
        string key,
        RulePlace place,
        string? definition
    ) => At($"room for {key} in {set}", place, definition: definition) with { IsFree = true };

    /// <summary>Whether a client has answered what <c>synproxy</c> asked it.</summary>
    internal static Condition.Unmodelled IsProxied { get; } = new("synproxy knows the client");
}
