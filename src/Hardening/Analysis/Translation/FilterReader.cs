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
    /// The same, and then what the texts make of frames that come by a bridge, and of packets of ARP: tables of nft's families bridge and arp, and texts
    /// of ebtables-save and arptables-save. Frames with IPv6 are one filter, all others that of IPv4.
    /// </summary>
    /// <param name="files">The texts in the order in which they are loaded.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    public static ImmutableArray<PacketFilter> ReadWithFrames(IEnumerable<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var texts = Load(files, leavesOutRefused: false, withFrames: true);
        return [.. OfPackets(texts, allowsMissingSets: false), .. OfFrames(texts)];
    }

    private static ImmutableArray<PacketFilter> Read(
        IEnumerable<RulesetFile> files,
        bool allowsMissingSets,
        bool leavesOutRefused
    ) => [.. OfPackets(Load(files, leavesOutRefused, withFrames: false), allowsMissingSets)];

    private static LoadedTexts Load(
        IEnumerable<RulesetFile> files,
        bool leavesOutRefused,
        bool withFrames
    )
    {
        var texts = new LoadedTexts(
            new RuleBook(),
            new LoadedTables(),
            new SetMembersOfTexts(),
            []
        );
        foreach (var file in files)
        {
            switch (file.Kind)
            {
                case RulesetKind.Iptables:
                    texts.Book.Load(
                        IpFamily.IPv4,
                        SaveText.Read(file.Name, file.Text),
                        noFlush: true
                    );
                    break;
                case RulesetKind.Ip6tables:
                    texts.Book.Load(
                        IpFamily.IPv6,
                        SaveText.Read(file.Name, file.Text),
                        noFlush: true
                    );
                    break;
                case RulesetKind.Script:
                    foreach (var command in ScriptReader.Read(file.Name, file.Text))
                    {
                        if (!leavesOutRefused || !command.IsRefused)
                        {
                            texts.Book.Run(command, file.Name);
                        }
                    }
                    break;
                case RulesetKind.Nftables:
                    texts.Nft.Load(DocumentText.Read(file.Name, file.Text));
                    break;
                case RulesetKind.Ipset:
                    texts.Sets.Add(IpsetText.Read(file.Name, file.Text));
                    break;
                case RulesetKind.Ebtables or RulesetKind.Arptables when withFrames:
                    texts.Frames.Add(
                        (
                            file.Kind == RulesetKind.Ebtables
                                ? FilterLayer.Bridge
                                : FilterLayer.Arp,
                            SaveText.ReadOfFrames(file.Name, file.Text)
                        )
                    );
                    break;
            }
        }
        return texts;
    }

    private static IEnumerable<PacketFilter> OfPackets(LoadedTexts texts, bool allowsMissingSets)
    {
        var tables = texts.Book.Tables;
        return new[] { IpFamily.IPv4, IpFamily.IPv6 }.Select(family => new PacketFilter(
            family,
            [
                .. IptablesFilter.Tables(family, tables, texts.Sets.Members),
                .. NftablesFilter.Tables(family, texts.Nft, FilterLayer.Ip, allowsMissingSets),
            ]
        ));
    }

    private static IEnumerable<PacketFilter> OfFrames(LoadedTexts texts) =>
        from one in new[]
        {
            (Layer: FilterLayer.Bridge, Family: IpFamily.IPv4),
            (Layer: FilterLayer.Bridge, Family: IpFamily.IPv6),
            (Layer: FilterLayer.Arp, Family: IpFamily.IPv4),
        }
        select new PacketFilter(
            one.Family,
            [
                .. texts
                    .Frames.Where(saved => saved.Layer == one.Layer)
                    .SelectMany(saved => EthernetFilter.Tables(one.Family, one.Layer, saved.Text)),
                .. NftablesFilter.Tables(
                    one.Family,
                    texts.Nft,
                    one.Layer,
                    allowsMissingSets: false
                ),
            ]
        )
        {
            Layer = one.Layer,
        };

    private sealed record LoadedTexts(
        RuleBook Book,
        LoadedTables Nft,
        SetMembersOfTexts Sets,
        List<(FilterLayer Layer, SaveText Text)> Frames
    );
}
