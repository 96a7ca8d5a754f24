using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Nftables.Loading;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>
/// Tables of nftables as chains that the kernel asks (nft(8), ADDRESS FAMILIES). Those of the families arp and bridge are no part of
/// what packets of IP meet: what comes to a host itself by IP does not meet them, or met them before it was IP.
/// </summary>
internal static class NftablesFilter
{
    /// <summary>The tables as the packets of a family meet them.</summary>
    /// <param name="family">Whose packets.</param>
    /// <param name="tables">What the kernel holds.</param>
    /// <param name="layer">What they are asked about.</param>
    /// <param name="allowsMissingSets">Whether rules may ask sets that are not there.</param>
    /// <exception cref="InputException">A rule can't be, or leads to no chain.</exception>
    internal static EquatableArray<ChainTable> Tables(
        IpFamily family,
        LoadedTables tables,
        FilterLayer layer,
        bool allowsMissingSets
    ) =>
        tables
            .Tables.Where(table => !table.IsDormant && Concerns(table.Id.Family, family, layer))
            .Select(table => new TableTranslation(family, table, allowsMissingSets).Translate())
            .ToEquatableArray();

    internal static FilterLayer LayerOf(string family) =>
        family switch
        {
            "bridge" => FilterLayer.Bridge,
            "arp" => FilterLayer.Arp,
            _ => FilterLayer.Ip,
        };

    private static bool Concerns(string of, IpFamily family, FilterLayer layer) =>
        LayerOf(of) == layer
        && (
            layer != FilterLayer.Ip
            || of is "inet" or "netdev"
            || of == (family == IpFamily.IPv4 ? "ip" : "ip6")
        );
}
