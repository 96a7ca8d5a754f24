using System.Runtime.InteropServices;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Kernel;
using HardeningLab.Taps;
using HardeningLab.Topologies;

namespace HardeningLab.Probes;

/// <summary>The client's end of one probe: a non-blocking socket bound to the probe's source.</summary>
internal sealed unsafe class ProbeSocket : IDisposable
{
    private const int Stream = 1;
    private const int Datagram = 2;
    private const int SocketError = 4;
    private const int Linger = 13;
    private const int LevelIPv4 = 0;
    private const int ReceiveErrorsIPv4 = 11;
    private const int ReceiveErrorsIPv6 = 25;
    private const int FreeBind = 78;
    private const int NoSignal = 0x4000;

    private ProbeSocket(int descriptor) => Descriptor = descriptor;

    internal int Descriptor { get; }

    /// <summary>Opens the socket in the link's client and binds it; false if the port is in use there.</summary>
    /// <exception cref="KernelException">The source can't be bound.</exception>
    internal static bool TryOpen(
        Probe probe,
        TargetLink link,
        ushort sourcePort,
        out ProbeSocket? socket
    )
    {
        socket = null;
        var family = probe.Source.Address.Family;
        var type = probe.Endpoint.Transport == Transport.Tcp ? Stream : Datagram;
        var opened = new ProbeSocket(
            link.Client.Open(
                SocketAddress.Domain(family),
                type | SocketOption.NonBlockingCloseOnExec,
                0,
                "opening a probe's socket"
            )
        );
        opened.Set(
            family == IpFamily.IPv4 ? LevelIPv4 : SocketOption.IPv6,
            // Without it, an ICMP error that comes while connect(2) still holds the socket is lost over IPv6.
            family == IpFamily.IPv4
                ? ReceiveErrorsIPv4
                : ReceiveErrorsIPv6
        );
        if (family == IpFamily.IPv6)
        {
            opened.Set(SocketOption.IPv6, FreeBind);
        }
        var source = SocketAddress.Of(
            probe.Source.Address,
            sourcePort,
            Scope(probe, link),
            out var length
        );
        if (Libc.Bind(opened.Descriptor, (byte*)&source, length) >= 0)
        {
            socket = opened;
            return true;
        }
        var errno = Marshal.GetLastPInvokeError();
        opened.Dispose();
        return errno == Errno.AddrInUse
            ? false
            : throw new KernelException(
                $"binding {probe.Source.Address}, port {sourcePort}",
                errno
            );
    }

    /// <summary>Sends the first packet: a SYN, or the datagram. The answer is errno, zero for success.</summary>
    internal int Start(Probe probe, TargetLink link, ReadOnlySpan<byte> request)
    {
        var destination = SocketAddress.Of(
            probe.Source.Destination,
            probe.Endpoint.Port,
            Scope(probe, link),
            out var length
        );
        if (Libc.Connect(Descriptor, (byte*)&destination, length) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return errno == Errno.InProgress ? 0 : errno;
        }
        return probe.Endpoint.Transport == Transport.Tcp ? 0 : Send(request);
    }

    internal int Send(ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            return Libc.Sendto(Descriptor, start, (nuint)data.Length, NoSignal, null, 0) < 0
                ? Marshal.GetLastPInvokeError()
                : 0;
        }
    }

    /// <summary>Reads what is there; -1 with <paramref name="errno"/> if nothing is.</summary>
    internal int Receive(Span<byte> buffer, out int errno)
    {
        fixed (byte* start = buffer)
        {
            var count = (int)Libc.Recvfrom(Descriptor, start, (nuint)buffer.Length, 0, null, null);
            errno = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            return count;
        }
    }

    /// <summary>Takes the pending error, such as ECONNREFUSED after a RST; zero if there is none.</summary>
    internal int TakeError()
    {
        var errno = 0;
        var length = sizeof(int);
        KernelException.Check(
            Libc.Getsockopt(Descriptor, SocketOption.Socket, SocketError, &errno, &length),
            "reading SO_ERROR"
        );
        return errno;
    }

    /// <summary>A TCP connection is ended by a RST, so that no TIME_WAIT stays behind it.</summary>
    public void Dispose()
    {
        var abort = stackalloc int[] { 1, 0 };
        _ = Libc.Setsockopt(Descriptor, SocketOption.Socket, Linger, abort, 2 * sizeof(int));
        _ = Libc.Close(Descriptor);
    }

    private void Set(int level, int option) =>
        SocketOption.Set(
            Descriptor,
            level,
            option,
            1,
            $"setting the socket option {level}/{option}"
        );

    /// <summary>A link-local address means something on one link only.</summary>
    private static int Scope(Probe probe, TargetLink link) =>
        HostAddresses.IsLinkLocal(probe.Source.Address) ? link.ClientIndex : 0;
}
