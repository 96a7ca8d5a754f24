using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation.Iptables;
using Hardening.Analysis.Translation.Nftables;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using RuleBook = Hardening.Rulesets.Iptables.RuleBook;
using Ruleset = Hardening.Rulesets.Nftables.Ruleset;
using RulesetReader = Hardening.Rulesets.Nftables.RulesetReader;

namespace Hardening.Analysis.Translation;

/// <summary>Reads the texts of rules, of whatever format, as what they make of packets once all are loaded in turn.</summary>
public static class FilterReader
{
    /// <summary>The filter of each family; one without a rule lets everything through.</summary>
    /// <param name="files">The texts in the order in which they are loaded; those of TCP Wrappers filter no packets and are left out.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    public static ImmutableArray<PacketFilter> Read(IEnumerable<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var book = new RuleBook();
        var nft = new List<(string File, Ruleset Ruleset)>();
        foreach (var file in files)
        {
            switch (file.Kind)
            {
                case RulesetKind.Iptables or RulesetKind.Ip6tables:
                    book.Load(file, noFlush: true);
                    break;
                case RulesetKind.Script:
                    foreach (var command in ScriptReader.Read(file.Name, file.Text))
                    {
                        book.Run(command, file.Name);
                    }
                    break;
                case RulesetKind.Nftables:
                    nft.Add((file.Name, RulesetReader.Read(file.Name, file.Text)));
                    break;
            }
        }
        var tables = book.Tables;
        return
        [
            .. new[] { IpFamily.IPv4, IpFamily.IPv6 }.Select(family => new PacketFilter(
                family,
                [
                    .. IptablesFilter.Tables(family, tables),
                    .. nft.SelectMany(one => NftablesFilter.Tables(family, one.File, one.Ruleset)),
                ]
            )),
        ];
    }
}
