using HardeningLab.Kernel;
using HardeningLab.Netlink;

namespace HardeningLab.Taps;

/// <summary>Follows packets with <c>meta nftrace set 1</c> through nf_tables and tells which rule ended one.</summary>
internal sealed class RuleTrace : IDisposable
{
    private const ushort TraceMessage = (10 << 8) | 17;
    private const int SolNetlink = 270;
    private const int AddMembership = 1;
    private const int TraceGroup = 9;
    private const int FamilyHeader = 4;
    private const uint TypePolicy = 1;

    private readonly NetlinkSocket socket = NetlinkSocket.Open(NetlinkSocket.Netfilter);
    private readonly Dictionary<uint, PacketHeader> packets = [];

    /// <summary>Opens the trace in the namespace that the calling thread stands in.</summary>
    internal RuleTrace()
    {
        socket.EnlargeBuffer(8 << 20);
        SocketOption.Set(
            socket.Descriptor,
            SolNetlink,
            AddMembership,
            TraceGroup,
            "joining the group of nft's trace"
        );
    }

    internal int Descriptor => socket.Descriptor;

    /// <summary>Hands every drop that was traced to <paramref name="see"/>; a REJECT is traced as a drop too.</summary>
    /// <remarks>A lost trace costs the name of a rule, never a verdict.</remarks>
    internal void Drain(Action<PacketHeader, RuleHandle> see) =>
        _ = socket.Drain(message =>
        {
            if (message.Type == TraceMessage)
            {
                Read(message, see);
            }
        });

    private void Read(NetlinkMessage message, Action<PacketHeader, RuleHandle> see)
    {
        ReadOnlySpan<byte> network = [],
            transport = [],
            table = [],
            chain = [];
        ulong handle = 0;
        uint id = 0,
            type = 0;
        var code = -1;
        var policy = -1;
        foreach (var attribute in message.Attributes(FamilyHeader))
        {
            switch (attribute.Type)
            {
                case 1:
                    table = attribute.Value;
                    break;
                case 2:
                    chain = attribute.Value;
                    break;
                case 3:
                    handle = attribute.UInt64BigEndian;
                    break;
                case 4:
                    type = attribute.UInt32BigEndian;
                    break;
                case 5:
                    code = VerdictCode(attribute.Value);
                    break;
                case 6:
                    id = attribute.UInt32BigEndian;
                    break;
                case 8:
                    network = attribute.Value;
                    break;
                case 9:
                    transport = attribute.Value;
                    break;
                case 16:
                    policy = (int)attribute.UInt32BigEndian;
                    break;
                default:
                    break;
            }
        }
        // The headers come with the first message of a base chain only; the id ties the others to it.
        if (PacketHeader.TryRead(network, transport, out var header))
        {
            packets[id] = header;
        }
        const int drop = 0;
        var byPolicy = type == TypePolicy && policy == drop;
        if ((byPolicy || code == drop) && packets.TryGetValue(id, out var packet))
        {
            see(packet, RuleHandle.Of(message.Payload[0], table, chain, byPolicy ? 0 : handle));
        }
    }

    private static int VerdictCode(ReadOnlySpan<byte> nested)
    {
        foreach (var attribute in new AttributeReader(nested))
        {
            if (attribute.Type == 1)
            {
                return (int)attribute.UInt32BigEndian;
            }
        }
        return -1;
    }

    public void Dispose() => socket.Dispose();
}
