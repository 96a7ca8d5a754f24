using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// The matches of a rule as conditions (iptables-extensions(8)). What is not modelled becomes an unknown: one for equal texts where
/// the packet alone decides, one for every place where it does not.
/// </summary>
/// <param name="family">Whose packets.</param>
/// <param name="place">The rule.</param>
/// <param name="protocol">What the rule's <c>-p</c> names; empty for none.</param>
internal sealed class MatchTranslation(IpFamily family, RulePlace place, string protocol)
{
    /// <summary>Modules whose answer is a function of the packet, and that are not modelled.</summary>
    private static readonly HashSet<string> OfThePacket = new(StringComparer.Ordinal)
    {
        "addrtype",
        "ah",
        "conntrack",
        "connlabel",
        "cgroup",
        "devgroup",
        "dst",
        "eui64",
        "frag",
        "hbh",
        "helper",
        "ipv6header",
        "ipvs",
        "mh",
        "physdev",
        "policy",
        "realm",
        "rpfilter",
        "rt",
        "set",
        "socket",
        "tcp",
        "tcpmss",
        "u32",
    };

    internal Condition Of(RuleOption option) =>
        (Modelled(option) ?? Unknown(option)).NegatedIf(option.IsNegated);

    private Condition? Modelled(RuleOption option) =>
        (option.Module, option.Name) switch
        {
            (_, "-s") => Addresses(PacketField.SourceAddress, option.Argument),
            (_, "-d") => Addresses(PacketField.DestinationAddress, option.Argument),
            (_, "-p") => Protocols.Find(option.Argument) is { } number
                ? number == 0
                    ? Condition.Always
                    : Is(PacketField.L4Protocol, number)
                : null,
            (_, "-i") => Interface(PacketField.InInterface, option.Argument),
            (_, "-o") => Interface(PacketField.OutInterface, option.Argument),
            (_, "-f") => Is(PacketField.Fragment, 2),
            ("multiport", _) => Multiport(option),
            (_, "--sport") => Ports(PacketField.SourcePort, option.Argument, protocol),
            (_, "--dport") => Ports(PacketField.DestinationPort, option.Argument, protocol),
            (_, "--syn") => Flags("FIN,SYN,RST,ACK", "SYN"),
            (_, "--tcp-flags") => Flags(
                option.Argument,
                option.Arguments.ElementAtOrDefault(1) ?? ""
            ),
            (_, "--icmp-type" or "--icmpv6-type") => IcmpTypes.Of(family, option.Argument),
            ("state", "--state") or ("conntrack", "--ctstate") => States(option.Argument),
            ("conntrack", "--ctproto") => Protocols.Find(option.Argument) is { } number
                ? Is(PacketField.L4Protocol, number)
                : null,
            ("iprange", "--src-range") => AddressRange(PacketField.SourceAddress, option.Argument),
            ("iprange", "--dst-range") => AddressRange(
                PacketField.DestinationAddress,
                option.Argument
            ),
            ("mac", "--mac-source") => new Condition.Named(
                PacketField.EthernetSource,
                option.Argument.ToLowerInvariant()
            ),
            ("mark", "--mark") => Mark(PacketField.Mark, option.Argument),
            ("connmark", "--mark") => Mark(PacketField.ConnectionMark, option.Argument),
            ("owner", "--uid-owner") => Numbers(PacketField.SocketUser, option.Argument, '-'),
            ("owner", "--gid-owner") => Numbers(PacketField.SocketGroup, option.Argument, '-'),
            ("pkttype", "--pkt-type") => PacketType(option.Argument),
            ("length", "--length") => Numbers(PacketField.Length, option.Argument, ':'),
            ("ttl", "--ttl-eq") or ("hl", "--hl-eq") => Numbers(
                PacketField.TimeToLive,
                option.Argument,
                ':'
            ),
            ("ttl", "--ttl-lt") or ("hl", "--hl-lt") => Below(
                PacketField.TimeToLive,
                option.Argument
            ),
            ("ttl", "--ttl-gt") or ("hl", "--hl-gt") => Above(
                PacketField.TimeToLive,
                option.Argument
            ),
            ("dscp", "--dscp") => Numbers(PacketField.Dscp, option.Argument, ':'),
            ("ecn", "--ecn-ip-ect") => Numbers(PacketField.Ecn, option.Argument, ':'),
            ("ecn", "--ecn-tcp-ece") => new Condition.BitsAre(PacketField.TcpFlags, 0x40, 0x40),
            ("ecn", "--ecn-tcp-cwr") => new Condition.BitsAre(PacketField.TcpFlags, 0x80, 0x80),
            ("esp", "--espspi") or ("ah", "--ahspi") => Numbers(
                PacketField.Spi,
                option.Argument,
                ':'
            ),
            ("comment", _) => Condition.Always,
            _ => null,
        };

    private Condition Unknown(RuleOption option)
    {
        var positive = option with { IsNegated = false };
        return new Condition.Unmodelled(
            OfThePacket.Contains(option.Module) ? positive.Text : Unknowns.At(positive.Text, place)
        );
    }

    private Condition? Addresses(PacketField field, string argument)
    {
        var any = new List<Condition>();
        foreach (var text in argument.Split(','))
        {
            if (Masks.Read(family, field, text) is not { } condition)
            {
                return null;
            }
            any.Add(condition);
        }
        return any.Count == 1 ? any[0] : new Condition.AnyOf(any.ToEquatableArray());
    }

    private Condition? AddressRange(PacketField field, string argument)
    {
        var ends = argument.Split('-');
        return
            Address.TryParse(ends[0], out var first, out _)
            && Address.TryParse(ends[^1], out var last, out _)
            && first.Family == family
            && last.Family == family
            ? first <= last
                ? new Condition.Among(field, [new ValueRange(first.Bits, last.Bits)])
                : Condition.Never
            : null;
    }

    private static Condition Interface(PacketField field, string argument) =>
        argument.EndsWith('+')
            ? argument.Length == 1
                ? Condition.Always
                : new Condition.Named(field, argument[..^1], IsPrefix: true)
            : new Condition.Named(field, argument);

    private static Condition? Ports(PacketField field, string argument, string protocol) =>
        PortNumbers.Range(argument, protocol, ':') is { } range
            ? new Condition.Among(field, [range])
            : null;

    private Condition? Multiport(RuleOption option)
    {
        var ranges = option
            .Argument.Split(',')
            .Select(text => PortNumbers.Range(text, protocol, ':'))
            .ToList();
        if (ranges.Exists(range => range is null))
        {
            return null;
        }
        var values = ValueRanges.Merge(ranges.OfType<ValueRange>());
        return option.Name switch
        {
            "--sports" => new Condition.Among(PacketField.SourcePort, values),
            "--dports" => new Condition.Among(PacketField.DestinationPort, values),
            "--ports" => new Condition.AnyOf([
                new Condition.Among(PacketField.SourcePort, values),
                new Condition.Among(PacketField.DestinationPort, values),
            ]),
            _ => null,
        };
    }

    private static Condition? Flags(string mask, string set) =>
        TcpFlagNames.Find(mask) is { } bits && TcpFlagNames.Find(set) is { } value
            ? new Condition.BitsAre(PacketField.TcpFlags, bits, value)
            : null;

    private static Condition? States(string argument)
    {
        var states = new List<TrackingState>();
        foreach (var word in argument.Split(','))
        {
            // SNAT and DNAT are states of addresses, which a filter does not tell beforehand.
            if (
                !Enum.TryParse<TrackingState>(word, ignoreCase: true, out var state)
                || char.IsAsciiDigit(word[0])
            )
            {
                return null;
            }
            states.Add(state);
        }
        return new Condition.Among(
            PacketField.ConnectionState,
            ValueRanges.Merge(states.Select(state => new ValueRange((uint)state, (uint)state)))
        );
    }

    private static Condition? Mark(PacketField field, string argument)
    {
        var parts = argument.Split('/');
        return
            Numeral.Find(parts[0]) is { } value
            && (parts.Length == 1 ? uint.MaxValue : Numeral.Find(parts[1])) is { } mask
            ? (value & ~mask) == 0
                ? new Condition.BitsAre(field, mask, value)
                : Condition.Never
            : null;
    }

    private static Condition? PacketType(string argument) =>
        argument switch
        {
            "unicast" => Is(PacketField.PacketType, 0),
            "broadcast" => Is(PacketField.PacketType, 1),
            "multicast" => Is(PacketField.PacketType, 2),
            _ => null,
        };

    private static Condition? Numbers(PacketField field, string argument, char separator)
    {
        var ends = argument.Split(separator);
        var first = ends[0].Length == 0 ? 0 : Numeral.Find(ends[0]);
        var last = ends[^1].Length == 0 ? uint.MaxValue : Numeral.Find(ends[^1]);
        return first is { } low && last is { } high && ends.Length <= 2
            ? low <= high
                ? new Condition.Among(field, [new ValueRange(low, high)])
                : Condition.Never
            : null;
    }

    private static Condition? Below(PacketField field, string argument) =>
        Numeral.Find(argument) is { } end
            ? end == 0
                ? Condition.Never
                : new Condition.Among(field, [new ValueRange(0, end - 1)])
            : null;

    private static Condition? Above(PacketField field, string argument) =>
        Numeral.Find(argument) is { } end
            ? new Condition.Among(field, [new ValueRange((UInt128)end + 1, uint.MaxValue)])
            : null;

    private static Condition Is(PacketField field, int value) =>
        new Condition.Among(field, [new ValueRange((UInt128)value, (UInt128)value)]);
}
