using Hardening.Addresses;

namespace Hardening.Rulesets;

/// <summary>Tells which family a text of iptables-save(8) is for; its syntax is the same for both.</summary>
internal static class SaveFamily
{
    /// <summary>Told by name, else header, else addresses and ICMP types; null if nothing tells.</summary>
    public static RulesetKind? Of(string path, string text)
    {
        var lines = text.Split('\n');
        return ByName(Path.GetFileName(path)) ?? ByHeader(lines) ?? ByContent(path, lines);
    }

    private static RulesetKind? ByName(string name)
    {
        bool Holds(string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Holds("ip6tables") || Holds("ipv6") || Holds("v6") ? RulesetKind.Ip6tables
            : Holds("ipv4") || Holds("v4") ? RulesetKind.Iptables
            : null;
    }

    private static RulesetKind? ByHeader(string[] lines)
    {
        foreach (var line in lines.TakeWhile(line => line.Trim() is "" or ['#', ..]))
        {
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

    private static RulesetKind? ByContent(string path, string[] lines)
    {
        int? narrow = null;
        int? wide = null;
        foreach (var (index, line) in lines.Index())
        {
            foreach (var word in Words(line))
            {
                narrow ??= IsOf(IpFamily.IPv4, word) ? index + 1 : null;
                wide ??= IsOf(IpFamily.IPv6, word) ? index + 1 : null;
            }
        }
        return (narrow, wide) switch
        {
            (null, null) => null,
            (_, null) => RulesetKind.Iptables,
            (null, _) => RulesetKind.Ip6tables,
            _ => throw new InputException(
                new InputError(
                    path,
                    Math.Max(narrow.Value, wide.Value),
                    1,
                    $"line {narrow} is of IPv4 and line {wide} of IPv6, expected one family; say which as iptables:FILE or ip6tables:FILE"
                )
            ),
        };
    }

    /// <summary>The words of a rule outside of quotes: what a comment mentions says nothing.</summary>
    private static IEnumerable<string> Words(string line) =>
        line.StartsWith('-')
            ? line.Split('"')
                .Where((_, index) => index % 2 == 0)
                .SelectMany(part =>
                    part.Split(
                        (char[])[' ', ',', '\t', '\r'],
                        StringSplitOptions.RemoveEmptyEntries
                    )
                )
            : [];

    private static bool IsOf(IpFamily family, string word) =>
        Address.TryParse(
            word.AsSpan(0, word.IndexOf('/') is >= 0 and var slash ? slash : word.Length),
            out var address,
            out _
        )
            ? address.Family == family
            : word switch
            {
                "icmp"
                or "--icmp-type"
                or "icmp-port-unreachable"
                or "icmp-host-prohibited"
                or "icmp-net-unreachable"
                or "icmp-host-unreachable"
                or "icmp-admin-prohibited" => family == IpFamily.IPv4,
                "icmpv6" or "ipv6-icmp" or "icmp6" or "--icmpv6-type" => family == IpFamily.IPv6,
                _ => family == IpFamily.IPv6 && word.StartsWith("icmp6-", StringComparison.Ordinal),
            };
}
