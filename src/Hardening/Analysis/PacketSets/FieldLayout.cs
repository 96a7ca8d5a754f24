using Hardening.Addresses;

namespace Hardening.Analysis.PacketSets;

/// <summary>
/// Which levels of a diagram belong to which field, each from its most significant bit down. The order of the fields is that of
/// their enumeration: what most rules ask, and few values answer, is above; addresses lie side by side.
/// </summary>
internal sealed class FieldLayout
{
    private const int PortBits = 16;
    private const int MarkBits = 32;

    private static readonly PacketField[] Fields = Enum.GetValues<PacketField>();

    private readonly int[] first = new int[Fields.Length + 1];

    internal FieldLayout(IpFamily family, Func<PacketField, int> countNames)
    {
        foreach (var (index, field) in Fields.Index())
        {
            first[index + 1] = first[index] + Width(field, family, countNames);
        }
    }

    /// <summary>The levels of all fields; those below are unknowns.</summary>
    internal int Levels => first[^1];

    /// <summary>The field that a level belongs to.</summary>
    internal PacketField FieldAt(int level)
    {
        var index = Array.BinarySearch(first, level);
        // Of fields without a bit and the one behind them, which begin at the same level, the last has it.
        index = index < 0 ? ~index - 1 : index;
        while (first[index + 1] == level)
        {
            index++;
        }
        return Fields[index];
    }

    internal int First(PacketField field) => first[(int)field];

    internal int Width(PacketField field) => first[(int)field + 1] - first[(int)field];

    internal int End(PacketField field) => first[(int)field + 1];

    private static int Width(PacketField field, IpFamily family, Func<PacketField, int> names) =>
        field switch
        {
            PacketField.SourceAddress or PacketField.DestinationAddress => Address.WidthOf(family),
            PacketField.L4Protocol or PacketField.IcmpType or PacketField.IcmpCode => 8,
            PacketField.ConnectionState or PacketField.TcpFlags or PacketField.TimeToLive => 8,
            PacketField.DestinationPort or PacketField.SourcePort or PacketField.Length => PortBits,
            PacketField.ConnectionStatus => PortBits,
            PacketField.Mark or PacketField.ConnectionMark or PacketField.Spi => MarkBits,
            PacketField.SocketUser or PacketField.SocketGroup => MarkBits,
            PacketField.Fragment or PacketField.Ecn => 2,
            PacketField.PacketType => 3,
            PacketField.ConnectionDirection or PacketField.Socket => 1,
            PacketField.SourceType or PacketField.DestinationType => 4,
            PacketField.Dscp => 6,
            PacketField.ExtensionHeaders or PacketField.DccpType => 4,
            PacketField.RoutingType or PacketField.RoutingLength or PacketField.RoutingSegments =>
                8,
            PacketField.MobilityType or PacketField.AhLength => 8,
            PacketField.HopByHopLength or PacketField.DestinationOptionsLength => 8,
            PacketField.AhReserved or PacketField.CompressionIndex or PacketField.SegmentSize => 16,
            PacketField.FragmentReserved => 10,
            PacketField.FragmentId or PacketField.Cpu or PacketField.ControlGroup => 32,
            PacketField.InGroup or PacketField.OutGroup or PacketField.Realm => 32,
            PacketField.EtherType or PacketField.VlanType or PacketField.ArpOperation => 16,
            PacketField.ArpHardwareType or PacketField.ArpProtocolType => 16,
            PacketField.ArpHardwareLength or PacketField.ArpProtocolLength => 8,
            PacketField.ArpSource or PacketField.ArpTarget => 32,
            PacketField.VlanId => 12,
            PacketField.Weekday or PacketField.VlanPriority => 3,
            PacketField.SecondOfDay => 17,
            PacketField.Time => 40,
            PacketField.InInterface or PacketField.OutInterface or PacketField.EthernetSource =>
                BitsFor(names(field)),
            PacketField.BridgePortIn or PacketField.BridgePortOut => BitsFor(names(field)),
            PacketField.EthernetDestination or PacketField.BridgeIn or PacketField.BridgeOut =>
                BitsFor(names(field)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static int BitsFor(int count) =>
        32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Max(1, count - 1));
}
