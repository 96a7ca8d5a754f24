using System.Runtime.InteropServices;

namespace HardeningLab.Kernel;

/// <summary><c>struct epoll_event</c> of epoll_ctl(2), packed as on x86-64.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct EpollEvent
{
    internal const uint In = 0x001;
    internal const uint Out = 0x004;

    internal uint Events;
    internal long Data;
}
