using System.Globalization;
using HardeningLab.Taps;

namespace HardeningLab.Engines;

/// <summary>The rules of a target as the tools list them now: iptables where it made the table, else nft.</summary>
/// <param name="lab">Where.</param>
internal sealed class RuleListing(ILab lab)
{
    private const string HandleComment = " # handle ";

    private static readonly string[] TablesOfIptables =
    [
        "filter",
        "mangle",
        "nat",
        "raw",
        "security",
    ];

    private readonly Dictionary<RuleHandle, string[]> byIptables = [];
    private readonly Dictionary<RuleHandle, Dictionary<ulong, string>> byNft = [];

    /// <summary>
    /// The text of a rule or policy, a rule's number where no tool shows it; null for a policy that lets packets go on, as
    /// legacy tables tell of that too.
    /// </summary>
    internal async Task<string?> FindAsync(RuleHandle rule, CancellationToken cancellation)
    {
        if (rule is { Handle: 0, IsLegacy: false })
        {
            return "policy drop";
        }
        if (await OfIptablesAsync(rule, cancellation).ConfigureAwait(false) is { } text)
        {
            return rule.Handle == 0 && text.EndsWith(" ACCEPT", StringComparison.Ordinal)
                ? null
                : text;
        }
        return rule.IsLegacy
            ? $"rule {rule.Handle}"
            : await OfNftAsync(rule, cancellation).ConfigureAwait(false);
    }

    /// <summary>As <c>iptables -S</c> prints it; null where the table is none of iptables', or has what iptables can't print.</summary>
    private async Task<string?> OfIptablesAsync(RuleHandle rule, CancellationToken cancellation)
    {
        if (rule.Family is not ("ip" or "ip6") || !TablesOfIptables.Contains(rule.Table))
        {
            return null;
        }
        var number = rule.IsLegacy
            ? (int)rule.Handle
            : await lab.NumberOfAsync(rule, cancellation).ConfigureAwait(false);
        var chain = rule with { Handle = 0 };
        if (!byIptables.TryGetValue(chain, out var lines))
        {
            var program = rule.Family == "ip" ? "iptables" : "ip6tables";
            var listed = await lab.RunAsync(
                    [
                        $"{program}-{(rule.IsLegacy ? "legacy" : "nft")}",
                        "-t",
                        rule.Table,
                        "-S",
                        rule.Chain,
                    ],
                    string.Empty,
                    cancellation
                )
                .ConfigureAwait(false);
            // The first line is the chain's policy, or its making; the rules follow in order.
            lines = listed.ExitCode == 0 ? listed.Output.TrimEnd().Split('\n') : [];
            byIptables.Add(chain, lines);
        }
        return number is { } place && place < lines.Length ? lines[place] : null;
    }

    private async Task<string> OfNftAsync(RuleHandle rule, CancellationToken cancellation)
    {
        var chain = rule with { Handle = 0 };
        if (!byNft.TryGetValue(chain, out var rules))
        {
            var listed = await lab.RunAsync(
                    // Without what changes by itself, such as counters.
                    ["nft", "-s", "-a", "list", "chain", rule.Family, rule.Table, rule.Chain],
                    string.Empty,
                    cancellation
                )
                .ConfigureAwait(false);
            rules =
                listed.ExitCode == 0
                    ? ReadListing(listed.Output)
                    : throw new ExecFailedException("nft -a list chain", listed);
            byNft.Add(chain, rules);
        }
        return rules.GetValueOrDefault(rule.Handle, $"rule with handle {rule.Handle}");
    }

    private static Dictionary<ulong, string> ReadListing(string text)
    {
        var rules = new Dictionary<ulong, string>();
        foreach (var line in text.Split('\n'))
        {
            var at = line.LastIndexOf(HandleComment, StringComparison.Ordinal);
            if (
                at >= 0
                && ulong.TryParse(
                    line[(at + HandleComment.Length)..],
                    CultureInfo.InvariantCulture,
                    out var handle
                )
            )
            {
                rules.TryAdd(handle, line[..at].Trim());
            }
        }
        return rules;
    }
}
