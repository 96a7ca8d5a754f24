using System.Collections.Frozen;
using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Every match and target of iptables-extensions(8) by its name.</summary>
internal static class ExtensionCatalogue
{
    private static readonly EquatableArray<Extension> Matches =
    [
        TransportExtensions.Tcp,
        TransportExtensions.Udp,
        TransportExtensions.Dccp,
        TransportExtensions.Sctp,
        TransportExtensions.Multiport,
        TransportExtensions.Tcpmss,
        IcmpExtensions.Icmp,
        IcmpExtensions.Icmp6,
        HeaderExtensions.Ah4,
        HeaderExtensions.Ah6,
        HeaderExtensions.Esp,
        HeaderExtensions.Ipcomp,
        HeaderExtensions.Frag,
        HeaderExtensions.Hbh,
        HeaderExtensions.Dst,
        HeaderExtensions.Rt,
        HeaderExtensions.Srh,
        HeaderExtensions.Mh,
        HeaderExtensions.Ipv6Header,
        HeaderExtensions.Eui64,
        HeaderExtensions.Ttl,
        HeaderExtensions.Hl,
        HeaderExtensions.Tos,
        HeaderExtensions.Dscp,
        HeaderExtensions.Ecn,
        HeaderExtensions.Length,
        HeaderExtensions.Bpf,
        HeaderExtensions.U32,
        HeaderExtensions.Text,
        TrackingExtensions.State,
        TrackingExtensions.Conntrack,
        TrackingExtensions.Connmark,
        TrackingExtensions.Connbytes,
        TrackingExtensions.Connlabel,
        TrackingExtensions.Connlimit4,
        TrackingExtensions.Connlimit6,
        TrackingExtensions.Helper,
        RateExtensions.Limit,
        RateExtensions.Hashlimit4,
        RateExtensions.Hashlimit6,
        RateExtensions.Quota,
        RateExtensions.Statistic,
        RateExtensions.Recent4,
        RateExtensions.Recent6,
        RateExtensions.Time,
        RateExtensions.Nfacct,
        RateestExtension.Comparison,
        PolicyExtension.Ipsec,
        PlaceExtensions.Addrtype,
        PlaceExtensions.Cgroup,
        PlaceExtensions.Cluster,
        PlaceExtensions.Commented,
        PlaceExtensions.Cpu,
        PlaceExtensions.Devgroup,
        PlaceExtensions.Iprange,
        PlaceExtensions.Ipvs,
        PlaceExtensions.Mac,
        PlaceExtensions.Marked,
        PlaceExtensions.Osf,
        PlaceExtensions.Owner,
        PlaceExtensions.Physdev,
        PlaceExtensions.Pkttype,
        PlaceExtensions.Realm,
        PlaceExtensions.Rpfilter,
        PlaceExtensions.Set,
        PlaceExtensions.Socket,
    ];

    private static readonly EquatableArray<Extension> Targets =
    [
        new Extension("ACCEPT"),
        new Extension("DROP"),
        new Extension("RETURN"),
        new Extension("QUEUE"),
        AddressTargets.Dnat,
        AddressTargets.Snat,
        AddressTargets.Masquerade,
        AddressTargets.Redirect,
        AddressTargets.Netmap,
        AddressTargets.Dnpt,
        AddressTargets.Snpt,
        PacketTargets.Marked,
        PacketTargets.Connmark,
        PacketTargets.Connsecmark,
        PacketTargets.Secmark,
        PacketTargets.Tos,
        PacketTargets.Dscp,
        PacketTargets.Ecn,
        PacketTargets.Ttl,
        PacketTargets.Hl,
        PacketTargets.Checksum,
        PacketTargets.Classify,
        PacketTargets.Hmark,
        PacketTargets.Tcpmss,
        PacketTargets.Tcpoptstrip,
        FateTargets.Reject4,
        FateTargets.Reject6,
        FateTargets.Log,
        FateTargets.Ulog,
        FateTargets.Nflog,
        FateTargets.Nfqueue,
        FateTargets.Audit,
        FateTargets.Led,
        FateTargets.Idletimer,
        FateTargets.Trace,
        FateTargets.Tee,
        FateTargets.Tproxy,
        FateTargets.Synproxy,
        FateTargets.Ct,
        FateTargets.Notrack,
        FateTargets.Set,
        FateTargets.Clusterip,
        RateestExtension.Estimator,
    ];

    private static readonly FrozenDictionary<(IpFamily, string), Extension> MatchesByName = ByName(
        Matches
    );

    private static readonly FrozenDictionary<(IpFamily, string), Extension> TargetsByName = ByName(
        Targets
    );

    /// <summary>The match behind <c>-m</c>; null where iptables 1.8 has none of the name for the family.</summary>
    public static Extension? FindMatch(IpFamily family, string name) =>
        MatchesByName.GetValueOrDefault((family, name));

    /// <summary>The target behind <c>-j</c>; null where the name can only be that of a chain.</summary>
    public static Extension? FindTarget(IpFamily family, string name) =>
        TargetsByName.GetValueOrDefault((family, name));

    /// <summary>The match that <c>-p</c> loads by itself for an option that no other one has; null for a protocol without.</summary>
    public static Extension? FindProtocol(IpFamily family, string protocol) =>
        FindMatch(family, protocol);

    private static FrozenDictionary<(IpFamily, string), Extension> ByName(
        EquatableArray<Extension> extensions
    ) =>
        (
            from extension in extensions
            from family in new[] { IpFamily.IPv4, IpFamily.IPv6 }
            where extension.Family is null || extension.Family == family
            from name in extension.Aliases.Prepend(extension.Name)
            select KeyValuePair.Create((family, name), extension)
        ).ToFrozenDictionary();
}
