using System.Runtime.InteropServices;

namespace HardeningLab.Kernel;

/// <summary>Hands open files to another process over a Unix socket (unix(7), SCM_RIGHTS).</summary>
internal static unsafe class DescriptorPassing
{
    /// <summary>How many go with one message at most; the kernel's own limit is 253 (SCM_MAX_FD).</summary>
    internal const int MaxDescriptors = 64;

    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int ControlHeader = 16;
    private const int CloseOnExec = 0x4000_0000;
    private const int NoSignal = 0x4000;
    private const int ControlLength = ControlHeader + (MaxDescriptors * sizeof(int));

    /// <summary>Sends a number and the descriptors; they stay open here.</summary>
    /// <param name="socket">A connected, blocking Unix socket.</param>
    /// <param name="number">What the receiver gets beside them.</param>
    /// <param name="descriptors">At most <see cref="MaxDescriptors"/>; may be empty.</param>
    internal static void Send(int socket, int number, ReadOnlySpan<int> descriptors)
    {
        var control = stackalloc byte[ControlLength];
        var length = ControlHeader + (descriptors.Length * sizeof(int));
        *(nuint*)control = (nuint)length;
        ((int*)control)[2] = SocketLevel;
        ((int*)control)[3] = Rights;
        descriptors.CopyTo(new Span<int>(control + ControlHeader, MaxDescriptors));
        var vector = new IoVector { Base = (byte*)&number, Length = sizeof(int) };
        var message = new MessageHeader
        {
            Vectors = &vector,
            VectorCount = 1,
            Control = descriptors.IsEmpty ? null : control,
            ControlLength = descriptors.IsEmpty ? 0 : (nuint)length,
        };
        KernelException.Check(
            (int)Libc.Sendmsg(socket, &message, NoSignal),
            "handing descriptors over"
        );
    }

    /// <summary>Waits for a number and the descriptors that come with it, the caller's to close.</summary>
    /// <param name="socket">A connected, blocking Unix socket.</param>
    /// <param name="number">The number.</param>
    /// <exception cref="KernelException">The other side is gone.</exception>
    internal static int[] Receive(int socket, out int number)
    {
        const string action = "receiving descriptors";
        var control = stackalloc byte[ControlLength];
        var received = 0;
        var vector = new IoVector { Base = (byte*)&received, Length = sizeof(int) };
        var message = new MessageHeader
        {
            Vectors = &vector,
            VectorCount = 1,
            Control = control,
            ControlLength = ControlLength,
        };
        nint count;
        do
        {
            count = Libc.Recvmsg(socket, &message, CloseOnExec);
        } while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Intr);
        KernelException.Check((int)count, action);
        if (count != sizeof(int))
        {
            throw new KernelException(action, Errno.ConnReset);
        }
        number = received;
        var length = message.ControlLength < ControlHeader ? 0 : (int)*(nuint*)control;
        return length < ControlHeader
            ? []
            : new ReadOnlySpan<int>(
                control + ControlHeader,
                (length - ControlHeader) / sizeof(int)
            ).ToArray();
    }
}
