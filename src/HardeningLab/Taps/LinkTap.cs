using System.Buffers.Binary;
using System.Runtime.InteropServices;
using HardeningLab.Kernel;

namespace HardeningLab.Taps;

/// <summary>Sees what arrives on any of the target's links, before any rule does: a packet(7) socket.</summary>
internal sealed unsafe class LinkTap : IAsyncDisposable
{
    private const int Datagram = 2 | SocketOption.NonBlockingCloseOnExec;
    private const ushort AllProtocols = 0x0300;
    private const int SolPacket = 263;
    private const int Statistics = 6;
    private const int IgnoreOutgoing = 23;

    private readonly byte[] buffer = new byte[256];

    /// <summary>Opens the tap in the namespace that the calling thread stands in.</summary>
    internal LinkTap()
    {
        Descriptor = KernelException.Check(
            Libc.Socket(PacketSocket.Domain, Datagram, AllProtocols),
            "opening a packet socket"
        );
        SocketOption.Set(
            Descriptor,
            SolPacket,
            IgnoreOutgoing,
            1,
            "setting PACKET_IGNORE_OUTGOING"
        );
        SocketOption.EnlargeReceiveBuffer(Descriptor, 8 << 20);
    }

    internal int Descriptor { get; }

    /// <summary>Takes the next thing seen, if there is one.</summary>
    internal bool TryRead(out LinkEvent seen)
    {
        Span<byte> address = stackalloc byte[20];
        var addressLength = address.Length;
        nint count;
        do
        {
            fixed (
                byte* data = buffer,
                    from = address
            )
            {
                count = Libc.Recvfrom(
                    Descriptor,
                    data,
                    (nuint)buffer.Length,
                    0,
                    from,
                    &addressLength
                );
            }
        } while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Intr);
        if (count < 0)
        {
            seen = default;
            return false;
        }
        var link = BitConverter.ToInt32(address[4..]);
        var packet = buffer.AsSpan(0, (int)count);
        if (
            BinaryPrimitives.ReadUInt16BigEndian(address[2..]) == Fence.EtherType
            && count >= sizeof(uint)
        )
        {
            seen = new LinkEvent(link, BinaryPrimitives.ReadUInt32BigEndian(packet), null);
            return true;
        }
        seen = new LinkEvent(link, 0, PacketHeader.TryRead(packet, out var header) ? header : null);
        return true;
    }

    /// <summary>How many packets the kernel could not show us since the last call.</summary>
    internal uint TakeLost()
    {
        var counters = stackalloc uint[2];
        var length = 2 * sizeof(uint);
        KernelException.Check(
            Libc.Getsockopt(Descriptor, SolPacket, Statistics, counters, &length),
            "reading PACKET_STATISTICS"
        );
        return counters[1];
    }

    public ValueTask DisposeAsync() => new(PacketSocket.CloseAsync(Descriptor));
}
