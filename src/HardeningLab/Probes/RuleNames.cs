using System.Globalization;
using Hardening.Addresses;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using HardeningLab.Engines.Netns;
using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Engines.Netns.Taps;

namespace HardeningLab.Probes;

/// <summary>Finds the text, and where known the file and line, of the rules that the kernel says decided.</summary>
/// <param name="lab">Where the rules are in force.</param>
/// <param name="books">Which rule of iptables sits where: for nf_tables, and for legacy tables.</param>
/// <param name="isOurs">Whether protections wrote the rules, so that there is no file to name.</param>
internal sealed class RuleNames(NetnsLab lab, (RuleBook Nft, RuleBook Legacy) books, bool isOurs)
{
    private const string HandleComment = " # handle ";

    private readonly Dictionary<RuleHandle, DecidingRule> known = [];
    private readonly Dictionary<(string, string, string), Dictionary<ulong, string>> listings = [];

    internal async Task<DecidingRule> FindAsync(RuleHandle handle, CancellationToken cancellation)
    {
        if (!known.TryGetValue(handle, out var rule))
        {
            rule = await LookUpAsync(handle, cancellation).ConfigureAwait(false);
            known.Add(handle, rule);
        }
        return rule;
    }

    private async Task<DecidingRule> LookUpAsync(RuleHandle handle, CancellationToken cancellation)
    {
        var place = handle.IsLegacy
            ? InBook(books.Legacy, handle, (int)handle.Handle)
            : await InBookAsync(handle).ConfigureAwait(false);
        var table =
            $"{handle.Family} {handle.Table}{(handle.IsLegacy ? " (legacy)" : string.Empty)}";
        if (place is not null)
        {
            return new DecidingRule(
                table,
                handle.Chain,
                place.Text,
                isOurs ? null : place.File,
                isOurs ? null : place.Line
            );
        }
        var text =
            handle.Handle == 0 ? "policy drop"
            : handle.IsLegacy ? $"rule {handle.Handle}"
            : await ListAsync(handle, cancellation).ConfigureAwait(false);
        return new DecidingRule(table, handle.Chain, text, null, null);
    }

    private async Task<RulePlace?> InBookAsync(RuleHandle handle)
    {
        if (handle.Handle == 0)
        {
            return InBook(books.Nft, handle, 0);
        }
        // Only tables that iptables made are in the book: the kernel need not be asked for others.
        if (handle.Family is not ("ip" or "ip6") || InBook(books.Nft, handle, 1) is null)
        {
            return null;
        }
        var number = await lab.RunAsync(() =>
            {
                lab.Topology.Target.Enter();
                return NftChains.NumberOf(handle);
            })
            .ConfigureAwait(false);
        return number is { } found ? InBook(books.Nft, handle, found) : null;
    }

    private static RulePlace? InBook(RuleBook book, RuleHandle handle, int number)
    {
        var family = handle.Family == "ip6" ? IpFamily.IPv6 : IpFamily.IPv4;
        return number == 0
            ? book.FindPolicy(family, handle.Table, handle.Chain)
            : book.Find(family, handle.Table, handle.Chain, number);
    }

    private async Task<string> ListAsync(RuleHandle handle, CancellationToken cancellation)
    {
        var key = (handle.Family, handle.Table, handle.Chain);
        if (!listings.TryGetValue(key, out var rules))
        {
            var listed = await lab
                .Target.RunAsync(
                    [
                        Tool.Find("nft"),
                        "-a",
                        "list",
                        "chain",
                        handle.Family,
                        handle.Table,
                        handle.Chain,
                    ],
                    string.Empty,
                    cancellation
                )
                .ConfigureAwait(false);
            rules =
                listed.ExitCode == 0
                    ? ReadListing(listed.Output)
                    : throw new ExecFailedException("nft -a list chain", listed);
            listings.Add(key, rules);
        }
        return rules.GetValueOrDefault(handle.Handle, $"rule with handle {handle.Handle}");
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
