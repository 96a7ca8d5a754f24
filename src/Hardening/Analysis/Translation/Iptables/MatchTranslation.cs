using System.Collections.Frozen;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// The matches of a rule as conditions (iptables-extensions(8)). What is not modelled becomes an unknown: one for equal texts where
/// the packet and the host decide, one for every place where they do not.
/// </summary>
internal static class MatchTranslation
{
    /// <summary>Modules that give one answer to one question about one packet, and the opposite to its opposite.</summary>
    private static readonly FrozenSet<string> Answering = new[]
    {
        "bpf",
        "cluster",
        "osf",
        "string",
        "u32",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Modules that give one answer to one question about one packet, and may say no to its opposite too.</summary>
    private static readonly FrozenSet<string> Hedging = new[]
    {
        "cgroup",
        "eui64",
        "ipv6header",
        "ipvs",
        "srh",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The conditions of one match; all of them must hold.</summary>
    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group) =>
        group.Module switch
        {
            "tcp" or "udp" or "udplite" or "sctp" or "dccp" => PortCondition.Of(scope, group),
            "multiport" => PortCondition.OfMultiport(scope, group),
            "icmp" or "icmp6" or "icmpv6" =>
            [
                FragmentHeaders.HasTransport,
                .. Each(group, option => IcmpTypeCondition.Of(scope, option)),
            ],
            "conntrack" or "state" => ConntrackCondition.Of(scope, group),
            "connmark" =>
            [
                ConntrackCondition.IsTracked(scope),
                .. Each(
                    group,
                    option => NumberCondition.Masked(scope, PacketField.ConnectionMark, option)
                ),
            ],
            "mark" => Each(
                group,
                option => NumberCondition.Masked(scope, PacketField.Mark, option)
            ),
            "iprange" => Each(group, option => AddressRange(scope, option)),
            "mac" => group.Options.Select(option => HardwareCondition.Of(scope, option)),
            "owner" => OwnerCondition.Of(scope, group),
            "addrtype" => AddressTypeCondition.Of(scope, group),
            "physdev" => BridgeCondition.Of(scope, group),
            "pkttype" => Each(group, option => PacketType(scope, option)),
            "length" => Each(
                group,
                option => NumberCondition.Range(scope, PacketField.Length, option, ':')
            ),
            "ttl" or "hl" => Each(group, option => TimeToLive(scope, option)),
            "tos" => Each(group, option => ServiceTypes.Tos(scope, option)),
            "dscp" => Each(group, option => ServiceTypes.Dscp(scope, option)),
            "ecn" => Congestion(scope, group),
            "esp" =>
            [
                FragmentHeaders.HasTransport,
                .. Each(
                    group,
                    option => NumberCondition.Range(scope, PacketField.Spi, option, ':')
                ),
            ],
            "ah" => ExtensionHeaderCondition.Authentication(scope, group),
            "rt" => ExtensionHeaderCondition.Routing(scope, group),
            "mh" => ExtensionHeaderCondition.Mobility(scope, group),
            "frag" => FragmentCondition.Of(scope, group),
            "ipcomp" => Compression(scope, group),
            "cpu" => Each(group, option => NumberCondition.Masked(scope, PacketField.Cpu, option)),
            "cgroup" => ControlGroup(scope, group),
            "devgroup" => group.Options.SelectMany(option => DeviceGroup(scope, option)),
            "time" => TimeCondition.Of(group),
            "policy" => EnvironmentCondition.Ipsec(group),
            "rpfilter" => [EnvironmentCondition.ReversePath(group)],
            "socket" => EnvironmentCondition.Socket(group),
            "connbytes" => EnvironmentCondition.Counted(scope, group),
            "helper" => EnvironmentCondition.Helped(scope, group),
            "connlabel" => Label(scope, group),
            "realm" => Realm(scope, group),
            "tcpmss" => SegmentSize(scope, group),
            "hbh" or "dst" => ExtensionHeaderCondition.Options(scope, group),
            "set" => SetCondition.Of(scope, group),
            "limit" => [RateCondition.Limit(scope, group)],
            "quota" => RateCondition.Quota(scope, group),
            "statistic" when RateCondition.Statistic(scope, group) is { } counted => [counted],
            "connlimit" when RateCondition.Connections(scope, group) is { } few => [few],
            "hashlimit" when RateCondition.Hashed(scope, group) is { } hashed => [hashed],
            "comment" => [],
            // Without a protocol there are no ports and no flags.
            ""
                when group.Options
                    is [{ Name: "--sport" or "--dport" or "--syn" or "--tcp-flags" } first, ..] =>
                throw scope.Refused(first.Name, "-p and a protocol that has it before it"),
            _ => Unmodelled(scope, group),
        };

    private static IEnumerable<Condition> Each(
        MatchGroup group,
        Func<RuleOption, Condition> translate
    ) => group.Options.Select(option => translate(option).NegatedIf(option.IsNegated));

    private static IEnumerable<Condition> Unmodelled(RuleScope scope, MatchGroup group)
    {
        if (Hedging.Contains(group.Module))
        {
            return [new Condition.Unmodelled(group.Text)];
        }
        var text = group.Options is [{ IsNegated: true } only]
            ? (only with { IsNegated = false, Module = group.Module }).Text
            : group.Text;
        var unknown = Answering.Contains(group.Module)
            ? new Condition.Unmodelled(text)
            : Stateful.At(text, scope.Place, group.Module);
        return [unknown.NegatedIf(text != group.Text)];
    }

    private static Condition AddressRange(RuleScope scope, RuleOption option)
    {
        var ends = option.Argument.Split('-');
        return
            ends.Length <= 2
            && Address.TryParse(ends[0], out var first, out _)
            && Address.TryParse(ends[^1], out var last, out _)
            && first.Family == scope.Family
            && last.Family == scope.Family
            ? Condition.Between(
                option.Name == "--src-range"
                    ? PacketField.SourceAddress
                    : PacketField.DestinationAddress,
                first.Bits,
                last.Bits
            )
            : throw scope.Refused(
                option,
                "an address or a range of addresses of the rule's family"
            );
    }

    private static Condition PacketType(RuleScope scope, RuleOption option) =>
        option.Argument.ToUpperInvariant() switch
        {
            "UNICAST" or "HOST" => Condition.Is(PacketField.PacketType, 0),
            "BROADCAST" or "BCAST" => Condition.Is(PacketField.PacketType, 1),
            "MULTICAST" or "MCAST" => Condition.Is(PacketField.PacketType, 2),
            _ => throw scope.Refused(option, "unicast, broadcast or multicast"),
        };

    private static Condition TimeToLive(RuleScope scope, RuleOption option) =>
        option.Name switch
        {
            "--ttl-lt" or "--hl-lt" => NumberCondition.Below(scope, PacketField.TimeToLive, option),
            "--ttl-gt" or "--hl-gt" => NumberCondition.Above(scope, PacketField.TimeToLive, option),
            _ => NumberCondition.Range(scope, PacketField.TimeToLive, option, '-'),
        };

    /// <summary>Its rules name TCP by <c>-p</c> where they ask for flags of it.</summary>
    private static IEnumerable<Condition> Congestion(RuleScope scope, MatchGroup group) =>
        [
            .. group.Options.Any(option => option.Name != "--ecn-ip-ect")
                ? [FragmentHeaders.HasTransport]
                : Array.Empty<Condition>(),
            .. Each(
                group,
                option =>
                    option.Name switch
                    {
                        "--ecn-tcp-ece" => new Condition.BitsAre(PacketField.TcpFlags, 0x40, 0x40),
                        "--ecn-tcp-cwr" => new Condition.BitsAre(PacketField.TcpFlags, 0x80, 0x80),
                        _ => NumberCondition.Range(scope, PacketField.Ecn, option, ':'),
                    }
            ),
        ];

    /// <summary>IPComp, which the rule names by <c>-p</c>.</summary>
    private static IEnumerable<Condition> Compression(RuleScope scope, MatchGroup group) =>
        Each(
                group,
                option =>
                    option.Name == "--ipcompspi"
                        ? NumberCondition.Range(scope, PacketField.CompressionIndex, option, ':')
                        : new Condition.Unmodelled($"{option.Name} of ipcomp")
            )
            .Prepend(FragmentHeaders.HasTransport);

    /// <summary>A packet without a socket has no control group, and neither the match nor its opposite holds for it.</summary>
    private static IEnumerable<Condition> ControlGroup(RuleScope scope, MatchGroup group) =>
        Each(
                group,
                option =>
                    option.Name == "--cgroup"
                        ? NumberCondition.Masked(scope, PacketField.ControlGroup, option)
                        : new Condition.Unmodelled($"{option.Name} {option.Argument} of cgroup")
            )
            .Prepend(Sockets.IsKnown);

    private static IEnumerable<Condition> DeviceGroup(RuleScope scope, RuleOption option)
    {
        var isIn = option.Name == "--src-group";
        yield return isIn ? LinkPresence.HasIn : LinkPresence.HasOut;
        yield return NumberCondition
            .Masked(scope, isIn ? PacketField.InGroup : PacketField.OutGroup, option)
            .NegatedIf(option.IsNegated);
    }

    /// <summary>Names of realms are the host's own.</summary>
    private static IEnumerable<Condition> Realm(RuleScope scope, MatchGroup group) =>
        group.Options.Select(option =>
            option.Argument.Length > 0 && char.IsAsciiDigit(option.Argument[0])
                ? NumberCondition
                    .Masked(scope, PacketField.Realm, option)
                    .NegatedIf(option.IsNegated)
                : new Condition.Unmodelled($"--realm {option.Argument} of realm").NegatedIf(
                    option.IsNegated
                )
        );

    /// <summary>A packet without the option meets every <c>!</c> (xt_tcpmss.c).</summary>
    private static IEnumerable<Condition> SegmentSize(RuleScope scope, MatchGroup group) =>
        Each(
            group,
            option => new Condition.AllOf([
                TcpOptions.Has(TcpOptions.SegmentSize),
                NumberCondition.Range(scope, PacketField.SegmentSize, option, ':'),
            ])
        );

    /// <summary>With <c>--set</c> the match gives a label, and holds where that can be. A packet of no connection meets every <c>!</c> (xt_connlabel.c).</summary>
    private static IEnumerable<Condition> Label(RuleScope scope, MatchGroup group) =>
        group
            .Options.Where(option => option.Name == "--label")
            .Select(option =>
                new Condition.AllOf([
                    ConntrackCondition.IsTracked(scope),
                    group.Has("--set")
                        ? new Condition.Unmodelled($"--label {option.Argument} can be set")
                        : ConnectionTuple.HasLabel(option.Argument),
                ]).NegatedIf(option.IsNegated)
            );
}
