using System.Buffers.Binary;
using HardeningLab.Netlink;

namespace HardeningLab.Taps;

/// <summary>Receives the packets that rules log to one NFLOG group (linux/netfilter/nfnetlink_log.h).</summary>
internal sealed class LogTap : IDisposable
{
    private const ushort ConfigMessage = (4 << 8) | 1;
    private const ushort PacketMessage = 4 << 8;
    private const ushort ConfigCommand = 1;
    private const ushort ConfigMode = 2;
    private const ushort ConfigQueueThreshold = 5;
    private const ushort ConfigFlags = 6;
    private const ushort Payload = 9;
    private const ushort Prefix = 10;
    private const ushort Sequence = 12;
    private const int FamilyHeader = 4;

    private readonly NetlinkSocket socket = NetlinkSocket.Open(NetlinkSocket.Netfilter);
    private uint? lastSequence;

    /// <summary>Opens the tap in the namespace that the calling thread stands in.</summary>
    internal LogTap(ushort group)
    {
        socket.EnlargeBuffer(8 << 20);
        byte[] family = [0, 0, (byte)(group >> 8), (byte)group];
        socket.Execute(
            new NetlinkMessages()
                .Add($"binding log group {group}", ConfigMessage, Flags, family)
                .Attribute(ConfigCommand, [1])
                .Add($"setting up log group {group}", ConfigMessage, Flags, family)
                .Attribute(ConfigMode, [0, 0, 0, 128, 2, 0])
                // Without a threshold of one the kernel holds messages back for up to a second.
                .AttributeBigEndian(ConfigQueueThreshold, 1)
                .Attribute(ConfigFlags, [0, 1])
        );
    }

    private static ushort Flags => NetlinkMessages.Request | NetlinkMessages.Acknowledge;

    internal int Descriptor => socket.Descriptor;

    /// <summary>True once a message is known to be lost since the last <see cref="TakeLoss"/>.</summary>
    private bool HasLost { get; set; }

    internal bool TakeLoss()
    {
        var lost = HasLost;
        HasLost = false;
        return lost;
    }

    /// <summary>Hands every waiting packet, with the prefix that its rule gave, to <paramref name="see"/>.</summary>
    internal void Drain(Action<PacketHeader, string> see) =>
        HasLost |= socket.Drain(message =>
        {
            if (message.Type == PacketMessage)
            {
                Read(message, see);
            }
        });

    private void Read(NetlinkMessage message, Action<PacketHeader, string> see)
    {
        PacketHeader? packet = null;
        var prefix = string.Empty;
        foreach (var attribute in message.Attributes(FamilyHeader))
        {
            switch (attribute.Type)
            {
                case Payload when PacketHeader.TryRead(attribute.Value, out var header):
                    packet = header;
                    break;
                case Prefix when attribute.Value.Length > 1:
                    prefix = attribute.Text;
                    break;
                case Sequence:
                    var sequence = BinaryPrimitives.ReadUInt32BigEndian(attribute.Value);
                    HasLost |= lastSequence is { } last && sequence != last + 1;
                    lastSequence = sequence;
                    break;
                default:
                    break;
            }
        }
        if (packet is { } seen)
        {
            see(seen, prefix);
        }
    }

    public void Dispose() => socket.Dispose();
}
