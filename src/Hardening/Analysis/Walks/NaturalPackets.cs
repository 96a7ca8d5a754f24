using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Walks;

/// <summary>Of a set of packets the one that a person would think of first.</summary>
internal static class NaturalPackets
{
    /// <summary>The port that clients ask from where nothing hangs on it.</summary>
    internal const ushort ClientPort = 40000;

    private const uint Tcp = 6;
    private const uint Udp = 17;

    private static readonly ByFamily Own = Addresses("127.0.0.1", "::1");

    private static readonly ByFamily Strangers = Addresses(
        "198.51.100.7 203.0.113.7 192.168.1.20 192.0.2.7 10.0.0.7 172.16.0.7",
        "2001:db8:ffff::7 2001:db8::7 fd00::7 fe80::7"
    );

    private static readonly ByFamily Hosts = Addresses(
        "192.168.1.10 192.0.2.1",
        "2001:db8::1 fd00::10"
    );

    /// <summary>The addresses that an example has where it can.</summary>
    internal static IEnumerable<Condition> Asked(IpFamily family) =>
        from address in Own[family].Concat(Strangers[family]).Concat(Hosts[family])
        from field in (PacketField[])[PacketField.SourceAddress, PacketField.DestinationAddress]
        select Condition.Is(field, address);

    /// <summary>Addresses of documentation, where they are in the set (RFC 5737, RFC 3849), and ports as clients have them.</summary>
    internal static Packet In(PacketSet set, IpFamily family, NameAtoms names, bool isLoopback)
    {
        var isTcp = set.Overlaps(set.OfValue(PacketField.L4Protocol, Tcp));
        var sample = set.Sample(
            (PacketField.InInterface, Interfaces(names)),
            (PacketField.L4Protocol, Values(Tcp, Udp, family == IpFamily.IPv4 ? 1u : 58)),
            (PacketField.DestinationPort, Values(111)),
            (PacketField.SourceAddress, isLoopback ? Own[family] : Strangers[family]),
            (PacketField.DestinationAddress, isLoopback ? Own[family] : Hosts[family]),
            (PacketField.SourcePort, Values(ClientPort, 1023)),
            (PacketField.TcpFlags, Values(isTcp ? 2u : 0)),
            (PacketField.ConnectionState, Values(8)),
            (PacketField.SourceType, isLoopback ? Values(2) : Values(1)),
            (PacketField.DestinationType, Values(2, 1)),
            (PacketField.Length, Values(60)),
            (PacketField.TimeToLive, Values(64))
        );
        return new Packet(family)
        {
            Fields = sample
                .Fields.Where(field => field.Value != 0 && !NameAtoms.Holds(field.Key))
                .ToImmutableDictionary(),
            Names = sample
                .Fields.Where(field =>
                    field.Key == PacketField.InInterface || names.Count(field.Key) > 1
                )
                .Where(field => NameAtoms.Holds(field.Key))
                .ToImmutableDictionary(
                    field => field.Key,
                    field => names.Example(field.Key, field.Value)
                ),
            Answers = sample.Answers,
        };
    }

    /// <summary>Those that rules name before all others.</summary>
    private static UInt128[] Interfaces(NameAtoms names) =>
        [
            .. Enumerable
                .Range(1, names.Count(PacketField.InInterface) - 1)
                .Select(atom => (UInt128)(uint)atom),
        ];

    private static UInt128[] Values(params ReadOnlySpan<uint> values)
    {
        var wide = new UInt128[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            wide[index] = values[index];
        }
        return wide;
    }

    private static ByFamily Addresses(string ipv4, string ipv6) => new(Parse(ipv4), Parse(ipv6));

    private static UInt128[] Parse(string list) =>
        [.. list.Split(' ').Select(text => Address.Parse(text).Bits)];

    private sealed record ByFamily(UInt128[] Ipv4, UInt128[] Ipv6)
    {
        public UInt128[] this[IpFamily family] => family == IpFamily.IPv4 ? Ipv4 : Ipv6;
    }
}
