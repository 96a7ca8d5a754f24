namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Types of chunks with their flags: <c>DATA:UBEi,INIT</c>.</summary>
internal static class SctpChunks
{
    private static readonly (string Name, string Flags)[] Known =
    [
        ("DATA", "----IUBE"),
        ("INIT", ""),
        ("INIT_ACK", ""),
        ("SACK", ""),
        ("HEARTBEAT", ""),
        ("HEARTBEAT_ACK", ""),
        ("ABORT", "-------T"),
        ("SHUTDOWN", ""),
        ("SHUTDOWN_ACK", ""),
        ("ERROR", ""),
        ("COOKIE_ECHO", ""),
        ("COOKIE_ACK", ""),
        ("ECN_ECNE", ""),
        ("ECN_CWR", ""),
        ("SHUTDOWN_COMPLETE", "-------T"),
        ("I_DATA", "----IUBE"),
        ("RE_CONFIG", ""),
        ("PAD", ""),
        ("ASCONF", ""),
        ("ASCONF_ACK", ""),
        ("FORWARD_TSN", ""),
        ("I_FORWARD_TSN", ""),
    ];

    public static ArgumentType Type { get; } =
        new(
            $"ALL, NONE or a list, with commas, of {string.Join(", ", Known.Select(chunk => chunk.Name))}",
            Print
        );

    /// <summary>
    /// The chunks of a list that <see cref="Type"/> takes: their names, and which of their flags are to be what; null where the list is a
    /// word for all or none.
    /// </summary>
    public static IReadOnlyList<(string Name, byte Mask, byte Value)>? Find(string text) =>
        text.ToUpperInvariant() is "ALL" or "NONE"
            ? null
            :
            [
                .. text.Split(',')
                    .Select(part => part.Split(':'))
                    .Select(parts =>
                    {
                        var known = Array.Find(
                            Known,
                            chunk => chunk.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase)
                        );
                        var (mask, value) = (0, 0);
                        foreach (var flag in parts.ElementAtOrDefault(1) ?? "")
                        {
                            // A small letter wants the flag to be off.
                            var bit =
                                0x80
                                >> known.Flags.IndexOf(
                                    char.ToUpperInvariant(flag),
                                    StringComparison.Ordinal
                                );
                            mask |= bit;
                            value |= char.IsAsciiLetterUpper(flag) ? bit : 0;
                        }
                        return (known.Name, (byte)mask, (byte)value);
                    }),
            ];

    private static string? Print(string text)
    {
        if (text.Equals("ALL", StringComparison.OrdinalIgnoreCase))
        {
            return "ALL";
        }
        if (text.Equals("NONE", StringComparison.OrdinalIgnoreCase))
        {
            return "NONE";
        }
        var printed = new List<string>();
        foreach (var part in text.Split(','))
        {
            var colon = part.IndexOf(':');
            var name = colon < 0 ? part : part[..colon];
            var flags = colon < 0 ? "" : part[(colon + 1)..];
            var known = Array.Find(
                Known,
                chunk => chunk.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            );
            if (
                known.Name is null
                || flags.Any(flag =>
                    !known.Flags.Contains(char.ToUpperInvariant(flag)) || flag == '-'
                )
            )
            {
                return null;
            }
            printed.Add(flags.Length > 0 ? $"{known.Name}:{flags}" : known.Name);
        }
        return string.Join(',', printed);
    }
}
