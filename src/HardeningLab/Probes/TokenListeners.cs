using Hardening.Policies;
using HardeningLab.Kernel;

namespace HardeningLab.Probes;

/// <summary>
/// The target's listeners for services that a policy makes up: over TCP and UDP, IPv4 and IPv6, each gives back what it
/// is sent, so that a reply with a probe's own token proves that this very probe was served.
/// </summary>
internal sealed unsafe class TokenListeners : IDisposable
{
    private const int Stream = 1;
    private const int Datagram = 2;
    private const int OnlyIPv6 = 26;
    private const int ReuseAddress = 2;
    private const int NoSignal = 0x4000;
    private const int Backlog = 1024;

    private enum SocketUse
    {
        Listener,
        Connection,
        Datagrams,
    }

    private readonly Dictionary<int, (int Descriptor, SocketUse Use)> sockets = [];
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly Poll poll;
    private int lastToken;

    /// <summary>Opens the listeners in the namespace that the calling thread stands in; their tokens are negative.</summary>
    internal TokenListeners(IEnumerable<Endpoint> endpoints, Poll poll)
    {
        this.poll = poll;
        foreach (var endpoint in endpoints)
        {
            Open(endpoint);
        }
    }

    internal void Hear(int token)
    {
        if (!sockets.TryGetValue(token, out var socket))
        {
            return;
        }
        switch (socket.Use)
        {
            case SocketUse.Listener:
                Accept(socket.Descriptor);
                break;
            case SocketUse.Datagrams:
                GiveDatagramsBack(socket.Descriptor);
                break;
            default:
                GiveStreamBack(token, socket.Descriptor);
                break;
        }
    }

    private void Open(Endpoint endpoint)
    {
        var isTcp = endpoint.Transport == Transport.Tcp;
        var action = $"listening on port {endpoint.Port}";
        var descriptor = KernelException.Check(
            Libc.Socket(
                SocketAddress.IPv6Domain,
                (isTcp ? Stream : Datagram) | SocketOption.NonBlockingCloseOnExec,
                0
            ),
            action
        );
        SocketOption.Set(descriptor, SocketOption.IPv6, OnlyIPv6, 0, action);
        SocketOption.Set(descriptor, SocketOption.Socket, ReuseAddress, 1, action);
        var any = SocketAddress.Of(
            Hardening.Addresses.Address.Lowest(Hardening.Addresses.IpFamily.IPv6),
            endpoint.Port,
            scope: 0,
            out var length
        );
        KernelException.Check(Libc.Bind(descriptor, (byte*)&any, length), action);
        if (isTcp)
        {
            KernelException.Check(Libc.Listen(descriptor, Backlog), action);
        }
        Add(descriptor, isTcp ? SocketUse.Listener : SocketUse.Datagrams);
    }

    private void Add(int descriptor, SocketUse use)
    {
        sockets[--lastToken] = (descriptor, use);
        poll.Watch(descriptor, lastToken);
    }

    private void Accept(int listener)
    {
        while (true)
        {
            var connection = Libc.Accept4(
                listener,
                null,
                null,
                SocketOption.NonBlockingCloseOnExec
            );
            if (connection < 0)
            {
                return;
            }
            Add(connection, SocketUse.Connection);
        }
    }

    private void GiveDatagramsBack(int descriptor)
    {
        var peer = default(SocketAddress);
        fixed (byte* data = buffer)
        {
            while (true)
            {
                var length = 28;
                var count = Libc.Recvfrom(
                    descriptor,
                    data,
                    (nuint)buffer.Length,
                    0,
                    (byte*)&peer,
                    &length
                );
                if (count < 0)
                {
                    return;
                }
                _ = Libc.Sendto(descriptor, data, (nuint)count, 0, (byte*)&peer, length);
            }
        }
    }

    private void GiveStreamBack(int token, int descriptor)
    {
        fixed (byte* data = buffer)
        {
            var count = Libc.Recvfrom(descriptor, data, (nuint)buffer.Length, 0, null, null);
            if (count > 0)
            {
                _ = Libc.Sendto(descriptor, data, (nuint)count, NoSignal, null, 0);
                return;
            }
        }
        sockets.Remove(token);
        _ = Libc.Close(descriptor);
    }

    public void Dispose()
    {
        foreach (var (descriptor, _) in sockets.Values)
        {
            _ = Libc.Close(descriptor);
        }
    }
}
