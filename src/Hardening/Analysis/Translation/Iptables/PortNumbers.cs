using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Ports by number or by name.</summary>
internal static class PortNumbers
{
    /// <summary>A port, or a range of which either end may be left out; null where it is neither.</summary>
    internal static ValueRange? Range(string text)
    {
        var ends = text.Split(':');
        if (ends.Length > 2 || text.Length == 0)
        {
            return null;
        }
        var first = ends[0].Length == 0 ? 0 : Find(ends[0]);
        var last = ends[^1].Length == 0 ? ushort.MaxValue : Find(ends[^1]);
        return first is { } low && last is { } high && low <= high
            ? new ValueRange(low, high)
            : null;
    }

    internal static uint? Find(string text) =>
        Numeral.Find(text) is { } number
            ? number <= ushort.MaxValue
                ? number
                : null
            : ServiceNames.Find(text);
}
