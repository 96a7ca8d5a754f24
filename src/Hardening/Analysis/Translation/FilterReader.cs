using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation.Ethernet;
using Hardening.Analysis.Translation.Iptables;
using Hardening.Analysis.Translation.Nftables;
using Hardening.Rulesets;
using Hardening.Rulesets.Ipsets;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Nftables;
using Hardening.Rulesets.Nftables.Loading;
using RuleBook = Hardening.Rulesets.Iptables.RuleBook;

namespace Hardening.Analysis.Translation;

/// <summary>Reads the texts of rules, of whatever format, as what they make of packets once all are loaded in turn.</summary>
public static class FilterReader
{
    /// <summary>The filter of each family, as the texts are meant; one without a rule lets everything through.</summary>
    /// <param name="files">The texts in the order in which they are loaded; those of TCP Wrappers filter no packets and are left out.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    public static ImmutableArray<PacketFilter> Read(IEnumerable<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Read(files, allowsMissingSets: false, leavesOutRefused: false);
    }

    /// <summary>The same without the commands of scripts that iptables refuses: those are not in force, and a shell goes on behind them.</summary>
    /// <param name="files">The texts in the order in which they are loaded.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    public static ImmutableArray<PacketFilter> ReadInForce(IEnumerable<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Read(files, allowsMissingSets: false, leavesOutRefused: true);
    }

    /// <summary>The same of texts that nft would not load, as rules ask sets that none of them makes; whether a packet is in such a set is unknown.</summary>
    /// <param name="files">The texts in the order in which they are loaded.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    internal static ImmutableArray<PacketFilter> ReadWithMissingSets(
        IEnumerable<RulesetFile> files
    ) => Read(files, allowsMissingSets: true, leavesOutRefused: false);

    /// <summary>
    /// What the texts make of frames that come by a bridge, and of packets of ARP: tables of nft's families bridge and arp, and texts of ebtables-save
    /// and arptables-save. Frames with IPv6 are one filter, all others that of IPv4.
    /// </summary>
    /// <param name="files">The texts in the order in which they are loaded; others are left out.</param>
    /// <returns>Of frames, of frames with IPv6, and of ARP; one without a rule lets everything through.</returns>
    /// <exception cref="InputException">A text can't be read.</exception>
    public static ImmutableArray<PacketFilter> ReadFrames(IEnumerable<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var nft = new LoadedTables();
        var saved = new List<RulesetFile>();
        foreach (var file in files)
        {
            switch (file.Kind)
            {
                case RulesetKind.Nftables:
                    nft.Load(DocumentText.Read(file.Name, file.Text));
                    break;
                case RulesetKind.Ebtables or RulesetKind.Arptables:
                    saved.Add(file);
                    break;
            }
        }
        return
        [
            .. from layer in new[] { FilterLayer.Bridge, FilterLayer.Arp }
            from family in layer == FilterLayer.Arp
                ? new[] { IpFamily.IPv4 }
                : [IpFamily.IPv4, IpFamily.IPv6]
            let kind = layer == FilterLayer.Arp ? RulesetKind.Arptables : RulesetKind.Ebtables
            select new PacketFilter(
                family,
                [
                    .. saved
                        .Where(file => file.Kind == kind)
                        .SelectMany(file => EthernetFilter.Tables(family, layer, file)),
                    .. NftablesFilter.Tables(family, nft, layer, allowsMissingSets: false),
                ]
            )
            {
                Layer = layer,
            },
        ];
    }

    private static ImmutableArray<PacketFilter> Read(
        IEnumerable<RulesetFile> files,
        bool allowsMissingSets,
        bool leavesOutRefused
    )
    {
        var book = new RuleBook();
        var nft = new LoadedTables();
        var sets = new SetMembersOfTexts();
        foreach (var file in files)
        {
            switch (file.Kind)
            {
                case RulesetKind.Iptables:
                    book.Load(IpFamily.IPv4, SaveText.Read(file.Name, file.Text), noFlush: true);
                    break;
                case RulesetKind.Ip6tables:
                    book.Load(IpFamily.IPv6, SaveText.Read(file.Name, file.Text), noFlush: true);
                    break;
                case RulesetKind.Script:
                    foreach (var command in ScriptReader.Read(file.Name, file.Text))
                    {
                        if (!leavesOutRefused || !command.IsRefused)
                        {
                            book.Run(command, file.Name);
                        }
                    }
                    break;
                case RulesetKind.Nftables:
                    nft.Load(DocumentText.Read(file.Name, file.Text));
                    break;
                case RulesetKind.Ipset:
                    sets.Add(IpsetText.Read(file.Name, file.Text));
                    break;
            }
        }
        var tables = book.Tables;
        return
        [
            .. new[] { IpFamily.IPv4, IpFamily.IPv6 }.Select(family => new PacketFilter(
                family,
                [
                    .. IptablesFilter.Tables(family, tables, sets.Members),
                    .. NftablesFilter.Tables(family, nft, FilterLayer.Ip, allowsMissingSets),
                ]
            )),
        ];
    }
}
