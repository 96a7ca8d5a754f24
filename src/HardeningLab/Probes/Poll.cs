using HardeningLab.Kernel;

namespace HardeningLab.Probes;

/// <summary>Waits on many descriptors at once, each with a token of its own (epoll(7), level-triggered).</summary>
internal sealed unsafe class Poll : IDisposable
{
    /// <summary>The token of descriptors that are read in any case, whenever the wait ends.</summary>
    internal const int Other = int.MinValue;

    private const int Add = 1;
    private const int Change = 3;
    private const int CloseOnExec = 0x80000;
    private const int Capacity = 128;

    private readonly int epoll = KernelException.Check(
        Libc.EpollCreate1(CloseOnExec),
        "opening epoll"
    );
    private readonly EpollEvent[] events = new EpollEvent[Capacity];

    /// <summary>Watches until the descriptor is closed.</summary>
    internal void Watch(int descriptor, int token, bool alsoWritable = false) =>
        Control(
            Add,
            descriptor,
            token,
            alsoWritable ? EpollEvent.In | EpollEvent.Out : EpollEvent.In
        );

    /// <summary>Watches for reading only from now on.</summary>
    internal void Rewatch(int descriptor, int token) =>
        Control(Change, descriptor, token, EpollEvent.In);

    /// <summary>Waits at most this long and hands over the token of each descriptor that has something.</summary>
    internal void Wait(TimeSpan atMost, Action<int> hear)
    {
        int count;
        fixed (EpollEvent* start = events)
        {
            // EINTR counts as nothing seen: whoever waits comes back.
            count = Libc.EpollWait(epoll, start, Capacity, (int)atMost.TotalMilliseconds);
        }
        for (var index = 0; index < count; index++)
        {
            hear((int)events[index].Data);
        }
    }

    private void Control(int operation, int descriptor, int token, uint interests)
    {
        var change = new EpollEvent { Events = interests, Data = token };
        KernelException.Check(
            Libc.EpollCtl(epoll, operation, descriptor, &change),
            "watching a descriptor"
        );
    }

    public void Dispose() => _ = Libc.Close(epoll);
}
