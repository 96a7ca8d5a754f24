using Hardening.Addresses;

namespace Hardening.Rulesets;

/// <summary>Tells which tool a text of iptables-save(8) or its kin is of; the syntax of all is the same.</summary>
internal static class SaveFamily
{
    /// <summary>Told by name, else header, else addresses and ICMP types; null if nothing tells.</summary>
    public static RulesetKind? Of(string path, string text) =>
        ByName(Path.GetFileName(path)) ?? ByHeader(text) ?? ByContent(path, text);

    private static RulesetKind? ByName(string name)
    {
        bool Holds(string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Holds("ebtables") ? RulesetKind.Ebtables
            : Holds("arptables") ? RulesetKind.Arptables
            : Holds("ip6tables") || Holds("ipv6") || Holds("v6") ? RulesetKind.Ip6tables
            : Holds("ipv4") || Holds("v4") ? RulesetKind.Iptables
            : null;
    }

    private static RulesetKind? ByHeader(string text)
    {
        foreach (var place in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(place);
            if (line.Trim() is not ([] or ['#', ..]))
            {
                return null;
            }
            if (line.Contains("ebtables", StringComparison.Ordinal))
            {
                return RulesetKind.Ebtables;
            }
            if (line.Contains("arptables", StringComparison.Ordinal))
            {
                return RulesetKind.Arptables;
            }
            if (line.Contains("ip6tables", StringComparison.Ordinal))
            {
                return RulesetKind.Ip6tables;
            }
            if (line.Contains("iptables", StringComparison.Ordinal))
            {
                return RulesetKind.Iptables;
            }
        }
        return null;
    }

    private static RulesetKind? ByContent(string path, string text)
    {
        int? narrow = null;
        int? wide = null;
        var number = 0;
        foreach (var place in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(place);
            number++;
            if (line.IsEmpty || line[0] is not ('-' or '['))
            {
                continue;
            }
            // What a comment mentions between quotes says nothing.
            var isQuoted = false;
            foreach (var range in line.Split('"'))
            {
                if (!isQuoted)
                {
                    Look(line[range], number, ref narrow, ref wide);
                }
                isQuoted = !isQuoted;
            }
            if (narrow is not null && wide is not null)
            {
                throw new InputException(
                    new InputError(
                        path,
                        Math.Max(narrow.Value, wide.Value),
                        1,
                        $"line {narrow} is of IPv4 and line {wide} of IPv6, expected one family; say which as iptables:FILE or ip6tables:FILE"
                    )
                );
            }
        }
        return (narrow, wide) switch
        {
            (null, null) => null,
            (_, null) => RulesetKind.Iptables,
            _ => RulesetKind.Ip6tables,
        };
    }

    private static void Look(ReadOnlySpan<char> part, int number, ref int? narrow, ref int? wide)
    {
        foreach (var range in part.SplitAny(" ,\t\r"))
        {
            var word = part[range];
            if (word.IsEmpty)
            {
                continue;
            }
            if (narrow is null && IsOf(IpFamily.IPv4, word))
            {
                narrow = number;
            }
            if (wide is null && IsOf(IpFamily.IPv6, word))
            {
                wide = number;
            }
        }
    }

    private static bool IsOf(IpFamily family, ReadOnlySpan<char> word)
    {
        var slash = word.IndexOf('/');
        var literal = slash < 0 ? word : word[..slash];
        if (
            (char.IsAsciiHexDigit(literal.IsEmpty ? ' ' : literal[0]) || literal is [':', ..])
            && Address.TryParse(literal, out var address, out _)
        )
        {
            return address.Family == family;
        }
        return
            word
                is "icmp"
                    or "--icmp-type"
                    or "icmp-port-unreachable"
                    or "icmp-host-prohibited"
                    or "icmp-net-unreachable"
                    or "icmp-host-unreachable"
                    or "icmp-admin-prohibited"
            ? family == IpFamily.IPv4
            : family == IpFamily.IPv6
                && (
                    word is "icmpv6" or "ipv6-icmp" or "icmp6" or "--icmpv6-type"
                    || word.StartsWith("icmp6-")
                );
    }
}
