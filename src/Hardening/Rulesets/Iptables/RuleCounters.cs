using System.Globalization;

namespace Hardening.Rulesets.Iptables;

/// <summary>Packets and bytes that a rule or a policy has met.</summary>
/// <param name="Packets">Packets.</param>
/// <param name="Bytes">Bytes.</param>
public readonly record struct RuleCounters(ulong Packets, ulong Bytes)
{
    /// <summary>As iptables-save prints them: <c>[12:345]</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{Packets}:{Bytes}]");

    /// <summary>Reads <c>[12:345]</c>.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out RuleCounters counters)
    {
        counters = default;
        var colon = text.IndexOf(':');
        if (
            text is not ['[', .., ']']
            || colon < 0
            || !Find(text[1..colon], out var packets)
            || !Find(text[(colon + 1)..^1], out var bytes)
        )
        {
            return false;
        }
        counters = new RuleCounters(packets, bytes);
        return true;
    }

    private static bool Find(ReadOnlySpan<char> text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
