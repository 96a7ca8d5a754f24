using System.Runtime.InteropServices;

namespace HardeningLab.Kernel;

/// <summary>Whose a file is.</summary>
internal static unsafe class FileOwner
{
    private const int CurrentFolder = -100;
    private const int NotThroughLink = 0x100;
    private const uint OwnerOnly = 0x8;
    private const int Size = 256;
    private const int UserOffset = 20;

    /// <summary>The user that this process acts as.</summary>
    internal static uint Me => Libc.Geteuid();

    /// <summary>The number of the user whom the file, or the link itself, belongs to (statx(2)).</summary>
    /// <exception cref="KernelException">There is no such file.</exception>
    internal static uint Of(string path)
    {
        var status = stackalloc byte[Size];
        KernelException.Check(
            Libc.Statx(CurrentFolder, path, NotThroughLink, OwnerOnly, status),
            $"looking at {path}"
        );
        return MemoryMarshal.Read<uint>(new ReadOnlySpan<byte>(status + UserOffset, sizeof(uint)));
    }
}
