namespace HardeningLab.Kernel;

/// <summary>The error numbers that the lab tells apart (errno(3), asm-generic).</summary>
internal static class Errno
{
    internal const int Perm = 1;
    internal const int Intr = 4;
    internal const int Again = 11;
    internal const int Access = 13;
    internal const int NoProtocol = 92;
    internal const int AddrInUse = 98;
    internal const int NetworkDown = 100;
    internal const int NetUnreach = 101;
    internal const int NoBufs = 105;
    internal const int ConnReset = 104;
    internal const int ConnRefused = 111;
    internal const int HostUnreach = 113;
    internal const int InProgress = 115;
}
