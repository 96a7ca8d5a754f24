namespace HardeningLab.Kernel;

/// <summary>
/// A network namespace without a name in the file system: it lives as long as its descriptor, a socket or a process in it,
/// so nothing of it can be left behind. Entering it changes the calling thread alone (setns(2)); never do so on a pool thread.
/// </summary>
internal sealed class NetworkNamespace : ISocketSource
{
    private const int CloneNewNet = 0x40000000;
    private const int ReadOnlyCloseOnExec = 0x80000;

    [ThreadStatic]
    private static NetworkNamespace? current;

    private NetworkNamespace(string name, int descriptor)
    {
        Name = name;
        Descriptor = descriptor;
    }

    /// <summary>What messages call it.</summary>
    internal string Name { get; }

    /// <summary>The open file that keeps it alive, for IFLA_NET_NS_FD.</summary>
    internal int Descriptor { get; }

    /// <summary>Makes a namespace and leaves the calling thread in it.</summary>
    internal static NetworkNamespace Create(string name)
    {
        KernelException.Check(Libc.Unshare(CloneNewNet), $"making the network namespace {name}");
        Isolation.Verify();
        var descriptor = KernelException.Check(
            Libc.Open("/proc/thread-self/ns/net", ReadOnlyCloseOnExec, 0),
            $"opening the network namespace {name}"
        );
        return current = new NetworkNamespace(name, descriptor);
    }

    /// <summary>The namespace that the calling thread stands in already, and never leaves.</summary>
    internal static NetworkNamespace Own(string name) =>
        current = new NetworkNamespace(
            name,
            KernelException.Check(
                Libc.Open("/proc/thread-self/ns/net", ReadOnlyCloseOnExec, 0),
                $"opening the network namespace {name}"
            )
        );

    /// <summary>Moves the calling thread into it; about 2 µs, nothing if the thread is there already.</summary>
    internal void Enter()
    {
        if (ReferenceEquals(current, this))
        {
            return;
        }
        KernelException.Check(
            Libc.Setns(Descriptor, CloneNewNet),
            $"entering the network namespace {Name}"
        );
        current = this;
    }

    /// <inheritdoc/>
    public int Open(int domain, int type, int protocol, string action)
    {
        Enter();
        return KernelException.Check(Libc.Socket(domain, type, protocol), action);
    }

    public void Dispose() => _ = Libc.Close(Descriptor);
}
