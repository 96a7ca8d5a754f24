using System.Buffers.Binary;
using HardeningLab.Kernel;

namespace HardeningLab.Taps;

/// <summary>
/// Sends numbered frames on one link, after the probes whose fate they prove: a link delivers in order and to completion,
/// so when a fence is seen to arrive, every packet before it has been decided. The frames are of an EtherType for local
/// experiments (IEEE 802, 0x88B5), so no IP rule ever sees them.
/// </summary>
internal sealed unsafe class Fence : IAsyncDisposable
{
    internal const ushort EtherType = 0x88b5;

    private const int RawCloseOnExec = 3 | 0x80000;
    private const int HeaderLength = 14;

    private readonly int descriptor;
    private readonly byte[] frame = new byte[HeaderLength + sizeof(uint)];

    /// <param name="sender">Where it is sent from.</param>
    /// <param name="link">Interface index of the sending end.</param>
    /// <param name="source">Hardware address of the sending end, six bytes; a bridge takes no frame without one.</param>
    /// <param name="destination">Hardware address of the far end, six bytes.</param>
    internal Fence(
        ISocketSource sender,
        int link,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination
    )
    {
        descriptor = sender.Open(PacketSocket.Domain, RawCloseOnExec, 0, "opening a packet socket");
        Span<byte> address = stackalloc byte[20];
        BitConverter.TryWriteBytes(address, (ushort)PacketSocket.Domain);
        BitConverter.TryWriteBytes(address[4..], link);
        fixed (byte* start = address)
        {
            KernelException.Check(
                Libc.Bind(descriptor, start, address.Length),
                "binding a packet socket"
            );
        }
        destination.CopyTo(frame);
        source.CopyTo(frame.AsSpan(6));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), EtherType);
    }

    /// <summary>The number of the last fence sent; zero before the first.</summary>
    internal uint Last { get; private set; }

    /// <summary>The highest number that was seen to arrive.</summary>
    internal uint Seen { get; private set; }

    internal void See(uint number) => Seen = Math.Max(Seen, number);

    internal void Send()
    {
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(HeaderLength), ++Last);
        fixed (byte* start = frame)
        {
            KernelException.Check(
                (int)Libc.Sendto(descriptor, start, (nuint)frame.Length, 0, null, 0),
                "sending a fence"
            );
        }
    }

    public ValueTask DisposeAsync() => new(PacketSocket.CloseAsync(descriptor));
}
