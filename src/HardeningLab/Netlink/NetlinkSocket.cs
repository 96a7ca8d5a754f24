using System.Runtime.InteropServices;
using HardeningLab.Kernel;

namespace HardeningLab.Netlink;

/// <summary>A socket of netlink(7).</summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    internal const int Route = 0;
    internal const int Netfilter = 12;

    private const int Domain = 16;
    private const int RawCloseOnExec = 3 | 0x80000;
    private const int DontWait = 0x40;
    private const ushort ErrorMessage = 2;
    private const ushort Done = 3;
    private const string Opening = "opening a netlink socket";

    private readonly byte[] buffer = new byte[1 << 16];

    private NetlinkSocket(int descriptor)
    {
        Descriptor = descriptor;
        // Bound before any group is joined: with port 0 the kernel takes its own id, and nothing is ever received.
        Span<byte> address = stackalloc byte[12];
        BitConverter.TryWriteBytes(address, (ushort)Domain);
        fixed (byte* start = address)
        {
            KernelException.Check(
                Libc.Bind(Descriptor, start, address.Length),
                "binding a netlink socket"
            );
        }
    }

    /// <summary>Opens it in the namespace that the calling thread stands in.</summary>
    internal static NetlinkSocket Open(int protocol) =>
        new(KernelException.Check(Libc.Socket(Domain, RawCloseOnExec, protocol), Opening));

    /// <summary>Opens it where <paramref name="source"/> stands.</summary>
    internal static NetlinkSocket Open(ISocketSource source, int protocol) =>
        new(source.Open(Domain, RawCloseOnExec, protocol, Opening));

    internal int Descriptor { get; }

    /// <summary>Asks for a receive buffer of this many bytes; without privilege the kernel's rmem_max caps it.</summary>
    internal void EnlargeBuffer(int bytes) => SocketOption.EnlargeReceiveBuffer(Descriptor, bytes);

    /// <summary>Sends the messages and waits until the kernel has acknowledged each; throws for the first refusal.</summary>
    internal void Execute(NetlinkMessages messages)
    {
        Send(messages);
        for (var waiting = messages.Actions.Count; waiting > 0; )
        {
            foreach (var message in new NetlinkReader(Receive(wait: true)))
            {
                if (message.Type != ErrorMessage)
                {
                    continue;
                }
                waiting--;
                if (message.Error != 0)
                {
                    throw new KernelException(
                        messages.Actions[(int)message.Sequence - 1],
                        -message.Error
                    );
                }
            }
        }
    }

    internal void Send(NetlinkMessages messages)
    {
        var bytes = messages.Bytes;
        fixed (byte* start = bytes)
        {
            KernelException.Check(
                (int)Libc.Sendto(Descriptor, start, (nuint)bytes.Length, 0, null, 0),
                messages.Actions[0]
            );
        }
    }

    /// <summary>Asks for a list and hands each of its messages to <paramref name="take"/>; throws if the kernel refuses.</summary>
    /// <param name="ask">One message with <see cref="NetlinkMessages.Dump"/>; the socket waits for no other answer.</param>
    /// <param name="take">Told of each.</param>
    internal void Dump(NetlinkMessages ask, NetlinkHandler take)
    {
        Send(ask);
        while (true)
        {
            foreach (var message in new NetlinkReader(Receive(wait: true)))
            {
                switch (message.Type)
                {
                    case Done:
                        return;
                    case ErrorMessage:
                        throw new KernelException(ask.Actions[0], -message.Error);
                    default:
                        take(message);
                        break;
                }
            }
        }
    }

    /// <summary>Hands every message that waits to <paramref name="take"/>.</summary>
    /// <returns>Whether the kernel had to throw messages away since the last time (ENOBUFS).</returns>
    internal bool Drain(NetlinkHandler take)
    {
        var hasLost = false;
        while (true)
        {
            ReadOnlySpan<byte> datagram;
            try
            {
                datagram = Receive(wait: false);
            }
            catch (KernelException lost) when (lost.Errno == Errno.NoBufs)
            {
                hasLost = true;
                continue;
            }
            if (datagram.IsEmpty)
            {
                return hasLost;
            }
            foreach (var message in new NetlinkReader(datagram))
            {
                take(message);
            }
        }
    }

    /// <summary>The next datagram; empty if there is none and <paramref name="wait"/> is false.</summary>
    /// <exception cref="KernelException">ENOBUFS: the kernel had to throw messages away.</exception>
    internal ReadOnlySpan<byte> Receive(bool wait)
    {
        while (true)
        {
            nint count;
            fixed (byte* start = buffer)
            {
                count = Libc.Recvfrom(
                    Descriptor,
                    start,
                    (nuint)buffer.Length,
                    wait ? 0 : DontWait,
                    null,
                    null
                );
            }
            if (count >= 0)
            {
                return buffer.AsSpan(0, (int)count);
            }
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.Again)
            {
                return [];
            }
            if (errno != Errno.Intr)
            {
                throw new KernelException("reading from netlink", errno);
            }
        }
    }

    public void Dispose() => _ = Libc.Close(Descriptor);
}

/// <summary>Takes one message; it is gone when the call returns.</summary>
internal delegate void NetlinkHandler(NetlinkMessage message);
