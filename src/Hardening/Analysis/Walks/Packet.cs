using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Walks;

/// <summary>One packet, with all that rules can ask of it.</summary>
/// <param name="Family">Its IP version.</param>
public sealed record Packet(IpFamily Family)
{
    /// <summary>What it is for whoever asks: a packet, a frame of a bridge, or one of ARP.</summary>
    public FilterLayer Layer { get; init; }

    /// <summary>Every field that is not 0.</summary>
    public ImmutableDictionary<PacketField, UInt128> Fields { get; init; } =
        ImmutableDictionary<PacketField, UInt128>.Empty;

    /// <summary>The fields that hold a name, as that of an interface; the empty one where there is none.</summary>
    public ImmutableDictionary<PacketField, string> Names { get; init; } =
        ImmutableDictionary<PacketField, string>.Empty;

    /// <summary>The answers to what rules ask and the packet does not tell; no where nothing is said.</summary>
    public ImmutableDictionary<string, bool> Answers { get; init; } =
        ImmutableDictionary<string, bool>.Empty;

    /// <summary>What fields become where no rule tells, by the name of that unknown; the lowest that they may become where nothing is said.</summary>
    public ImmutableDictionary<string, UInt128> Becomes { get; init; } =
        ImmutableDictionary<string, UInt128>.Empty;

    /// <summary>Whence, where to and on which interface, as in <c>tcp 192.0.2.7:40000 -> 192.0.2.1:111 on eth0</c>; and what few rules ask of it.</summary>
    public override string ToString() =>
        Way
        + (Names.TryGetValue(PacketField.InInterface, out var name) ? $" on {name}" : "")
        + string.Join(
            ',',
            Fields
                .Where(field =>
                    field.Key >= PacketField.ExtensionHeaders && field.Key != PacketField.EtherType
                )
                .OrderBy(field => field.Key)
                .Select(
                    (field, index) =>
                        $"{(index == 0 ? " with" : "")} {FieldWords.Of(field.Key)} {FieldWords.ValueOf(field.Key, field.Value)}"
                )
        );

    private string Way
    {
        get
        {
            if (Layer == FilterLayer.Arp)
            {
                return "arp";
            }
            if (
                Layer == FilterLayer.Bridge
                && Family == IpFamily.IPv4
                && this[PacketField.EtherType] != FrameTypes.Ipv4
            )
            {
                return FormattableString.Invariant(
                    $"frame of type 0x{this[PacketField.EtherType]:x4}"
                );
            }
            var hasPorts =
                this[PacketField.L4Protocol] is var number && (number == 6 || number == 17);
            return $"{Protocol} {End(PacketField.SourceAddress, PacketField.SourcePort, hasPorts)} -> {End(PacketField.DestinationAddress, PacketField.DestinationPort, hasPorts)}";
        }
    }

    private string Protocol =>
        (int)this[PacketField.L4Protocol] switch
        {
            1 => "icmp",
            6 => "tcp",
            17 => "udp",
            58 => "icmpv6",
            var number => FormattableString.Invariant($"protocol {number}"),
        };

    private string End(PacketField address, PacketField port, bool hasPorts)
    {
        var text = new Address(Family, this[address]).ToString();
        return !hasPorts ? text
            : Family == IpFamily.IPv4 ? $"{text}:{this[port]}"
            : $"[{text}]:{this[port]}";
    }

    /// <summary>A field's value.</summary>
    public UInt128 this[PacketField field] => Fields.GetValueOrDefault(field);

    /// <summary>The same packet with another value in some bits of a field.</summary>
    public Packet With(PacketField field, UInt128 mask, UInt128 value) =>
        this with
        {
            Fields = Fields.SetItem(field, (this[field] & ~mask) | value),
        };
}
