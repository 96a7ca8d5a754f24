using System.Globalization;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Ipsets;

/// <summary>Protocols as ipset(8) writes them before a port.</summary>
internal static class IpsetProtocol
{
    /// <summary>Null for a name that is none, and for 0.</summary>
    public static byte? Find(string text) =>
        text == "icmpv6" ? (byte)58
        : ProtocolNames.Find(text) is { } number and > 0 ? number
        : null;

    public static string Text(byte number) => number == 58 ? "icmpv6" : ProtocolNames.Text(number);

    /// <summary>Whether it has ports.</summary>
    public static bool HasPorts(byte number) => number is 6 or 17 or 132 or 136;

    /// <summary>A port by number or name; null for anything else.</summary>
    public static ushort? Port(ReadOnlySpan<char> text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : ServiceNames.Find(text.ToString());
}
