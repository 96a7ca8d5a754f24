using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Policies;
using Hardening.Rulesets;

namespace Hardening.Analysis.Linting;

/// <summary>Ports that are guarded, and stand open all the same: over the other family, by the other transport, or not to the host itself.</summary>
internal static class HalfGuardedPorts
{
    internal static IEnumerable<Finding> Find(
        IReadOnlyList<RulesetFile> files,
        IReadOnlyList<LintedFilter> filters
    )
    {
        var named = PortsOfRules.Named(filters.Select(filter => filter.Filter));
        var known = (
            from filter in filters
            from transport in new[] { Transport.Tcp, Transport.Udp }
            select (
                Filter: filter,
                Transport: transport,
                Ports: new PortsOfRules(filter, transport, named)
            )
        ).ToList();
        var ofTransport = new[] { Transport.Tcp, Transport.Udp }.ToDictionary(
            transport => transport,
            transport => PortsOfRules.Named(filters, transport)
        );
        foreach (var (filter, transport, ports) in known)
        {
            var spoken = filter.Space.OneOf(
                PacketField.DestinationPort,
                ofTransport[transport].AsSpan()
            );
            var own = (ports.Guarded & spoken).Values(PacketField.DestinationPort).ToArray();
            var family = known.First(one => one.Filter != filter && one.Transport == transport);
            var twin = known.First(one => one.Filter == filter && one.Transport != transport);
            if (Shared(family, own) is { IsEmpty: false } otherFamily)
            {
                yield return OtherFamily(filter, family, otherFamily, IsHalf(files, family.Filter));
            }
            if (Shared(twin, own) is { IsEmpty: false } otherTransport)
            {
                yield return OtherTransport(transport, twin, otherTransport);
            }
            var alone = ports.WithoutLoopback & ports.Guarded & spoken;
            if (!alone.IsEmpty)
            {
                yield return NoLoopback(filter, transport, ports, alone);
            }
        }
    }

    /// <summary>Whether the texts are of iptables-save, which prints one family, and none is of that one.</summary>
    private static bool IsHalf(IReadOnlyList<RulesetFile> files, LintedFilter there) =>
        there.Filter.Tables.Count == 0
        && files.All(file =>
            file.Kind
                is RulesetKind.Iptables
                    or RulesetKind.Ip6tables
                    or RulesetKind.HostsAllow
                    or RulesetKind.HostsDeny
        );

    /// <summary>Those of some ports that stand open there.</summary>
    private static PacketSet Shared(
        (LintedFilter Filter, Transport Transport, PortsOfRules Ports) there,
        ValueRange[] guarded
    ) => there.Ports.Open & there.Filter.Space.OneOf(PacketField.DestinationPort, guarded);

    private static Finding OtherFamily(
        LintedFilter guarded,
        (LintedFilter Filter, Transport Transport, PortsOfRules Ports) open,
        PacketSet ports,
        bool isHalf
    )
    {
        var packet = Example(open.Filter, open.Ports.FromOutside & ports, isLoopback: false);
        var (from, to) = (guarded.Filter.Family, open.Filter.Filter.Family);
        return new Finding(
            to == IpFamily.IPv6 ? "ipv6-open" : "ipv4-open",
            isHalf ? Severity.Note : Severity.Error,
            null,
            null,
            isHalf
                ? $"{Text(ports, open.Transport)} is guarded over {from}, and no text here has rules for {to}: without any, {packet} gets in"
                : $"{Text(ports, open.Transport)} is guarded over {from}, and open to everybody over {to}: {packet} gets in",
            isHalf
                ? $"name the text with the rules for {to} too"
                : $"say the same for {to}: {(to == IpFamily.IPv6 ? "ip6tables" : "iptables")}, or a table of nftables' family inet"
        )
        {
            Packet = packet,
        };
    }

    private static Finding OtherTransport(
        Transport guarded,
        (LintedFilter Filter, Transport Transport, PortsOfRules Ports) open,
        PacketSet ports
    )
    {
        var packet = Example(open.Filter, open.Ports.FromOutside & ports, isLoopback: false);
        var portmap = Catalogue.Portmap.Endpoints[0].Port;
        return new Finding(
            "transport-forgotten",
            ports.Overlaps(ports.OfValue(PacketField.DestinationPort, portmap))
                ? Severity.Error
                : Severity.Note,
            null,
            null,
            $"{Text(ports, guarded)} is guarded over {open.Filter.Filter.Family}, and {Text(ports, open.Transport)} is open to everybody: {packet} gets in",
            "say the same for both transports, if something listens there"
        )
        {
            Packet = packet,
        };
    }

    private static Finding NoLoopback(
        LintedFilter filter,
        Transport transport,
        PortsOfRules ports,
        PacketSet alone
    )
    {
        var packet = Example(filter, ports.KeptFromLoopback & alone, isLoopback: true);
        var end = new Walk(filter.Filter).Take(packet, HookWays.ToHost);
        return new Finding(
            "loopback-kept-out",
            Severity.Error,
            end.DecidedBy?.File,
            end.DecidedBy?.Line,
            $"the host can't ask its own {Text(alone, transport)} over {filter.Filter.Family}: {packet} is dropped"
                + (end.DecidedBy is { } place ? $" by {Quotation.Of(place.Text)}" : ""),
            "let in what comes over lo before anything is denied: `-i lo -j ACCEPT`"
        )
        {
            Packet = packet,
        };
    }

    /// <summary>As services(5) has them: <c>111,2049/tcp</c>.</summary>
    private static string Text(PacketSet ports, Transport transport)
    {
        const int max = 5;
        var ranges = ports.Values(PacketField.DestinationPort).Take(max + 1).ToList();
        return string.Join(
                ',',
                ranges
                    .Take(max)
                    .Select(range =>
                        range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"
                    )
            )
            + (ranges.Count > max ? ",…" : "")
            + (transport == Transport.Tcp ? "/tcp" : "/udp");
    }

    private static Packet Example(LintedFilter filter, PacketSet set, bool isLoopback) =>
        NaturalPackets.In(set, filter.Filter.Family, filter.Names, isLoopback);
}
