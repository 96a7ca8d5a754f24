using System.Globalization;
using System.Text;

namespace HardeningLab.Taps;

/// <summary>Where the kernel says that a packet ended.</summary>
/// <param name="Family">The table's family as nft prints it: ip, ip6, inet, …</param>
/// <param name="Table">The table's name.</param>
/// <param name="Chain">The chain's name.</param>
/// <param name="Handle">nf_tables' number of the rule, or for legacy tables its place in the chain, from one; zero is the chain's policy.</param>
/// <param name="IsLegacy">Whether the rule lies in a table of iptables-legacy.</param>
public readonly record struct RuleHandle(
    string Family,
    string Table,
    string Chain,
    ulong Handle,
    bool IsLegacy = false
)
{
    private const string LegacyPrefix = "TRACE: ";

    internal static RuleHandle Of(
        byte family,
        ReadOnlySpan<byte> table,
        ReadOnlySpan<byte> chain,
        ulong handle
    ) =>
        new(
            NftFamily.NameOf(family),
            Encoding.UTF8.GetString(table.TrimEnd((byte)0)),
            Encoding.UTF8.GetString(chain.TrimEnd((byte)0)),
            handle
        );

    /// <summary>
    /// Reads the prefix of a legacy trace, <c>TRACE: filter:INPUT:rule:4 </c> (net/ipv4/netfilter/ip_tables.c, trace_packet).
    /// It tells where the packet came by; the last one of a packet that was not delivered is where it ended.
    /// </summary>
    internal static bool TryReadLegacy(string prefix, string family, out RuleHandle rule)
    {
        rule = default;
        var parts = prefix.StartsWith(LegacyPrefix, StringComparison.Ordinal)
            ? prefix[LegacyPrefix.Length..].Trim().Split(':')
            : [];
        // iptables takes colons in the name of a chain.
        if (
            parts.Length < 4
            || parts[^2] is not ("rule" or "return" or "policy")
            || !ulong.TryParse(
                parts[^1],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return false;
        }
        rule = new RuleHandle(
            family,
            parts[0],
            string.Join(':', parts[1..^2]),
            parts[^2] == "policy" ? 0 : number,
            IsLegacy: true
        );
        return true;
    }
}
