namespace HardeningLab.Kernel;

/// <summary>Sets options of sockets (setsockopt(2)) whose value is a number, and holds those that several kinds share.</summary>
internal static unsafe class SocketOption
{
    /// <summary>SOL_SOCKET, the level of socket(7).</summary>
    internal const int Socket = 1;

    /// <summary>IPPROTO_IPV6, the level of ipv6(7).</summary>
    internal const int IPv6 = 41;

    /// <summary>SOCK_NONBLOCK and SOCK_CLOEXEC, beside a type of socket(2).</summary>
    internal const int NonBlockingCloseOnExec = 0x800 | 0x80000;

    private const int ReceiveBuffer = 8;
    private const int ReceiveBufferForce = 33;

    /// <exception cref="KernelException">The kernel refuses it.</exception>
    internal static void Set(int descriptor, int level, int option, int value, string action) =>
        KernelException.Check(
            Libc.Setsockopt(descriptor, level, option, &value, sizeof(int)),
            action
        );

    /// <summary>Asks for a receive buffer of this many bytes; without privilege the kernel's rmem_max caps it.</summary>
    internal static void EnlargeReceiveBuffer(int descriptor, int bytes)
    {
        if (Libc.Setsockopt(descriptor, Socket, ReceiveBufferForce, &bytes, sizeof(int)) < 0)
        {
            Set(descriptor, Socket, ReceiveBuffer, bytes, "enlarging a socket's receive buffer");
        }
    }
}
