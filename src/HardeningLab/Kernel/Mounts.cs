using System.Runtime.InteropServices;

namespace HardeningLab.Kernel;

/// <summary>What the calling thread sees of file systems, once it has a mount namespace of its own.</summary>
internal static unsafe class Mounts
{
    private const int CloneNewMount = 0x00020000;
    private const nuint RecursivePrivate = 0x4000 | 0x40000;
    private const nint MountSetattr = 442;
    private const nint Recursive = 0x8000;
    private const nint CurrentFolder = -100;
    private const ulong ReadOnly = 1;

    /// <summary>Makes the namespace, and everything in it read-only: a command that a rules file has run changes nothing.</summary>
    internal static void UnshareReadOnly()
    {
        KernelException.Check(Libc.Unshare(CloneNewMount), "making the target's mount namespace");
        KernelException.Check(
            Libc.Mount("none", "/", null, RecursivePrivate, null),
            "keeping the target's mounts to itself"
        );
        // struct mount_attr (mount_setattr(2)): set, clear, propagation, user namespace.
        var attributes = stackalloc ulong[] { ReadOnly, 0, 0, 0 };
        fixed (byte* root = "/\0"u8)
        {
            if (
                Libc.Syscall(
                    MountSetattr,
                    CurrentFolder,
                    root,
                    Recursive,
                    attributes,
                    4 * sizeof(ulong)
                ) < 0
            )
            {
                throw new KernelException(
                    "making the target's file systems read-only",
                    Marshal.GetLastPInvokeError()
                );
            }
        }
    }

    /// <summary>Puts an empty, writable file system over a folder.</summary>
    internal static void Cover(string folder) =>
        KernelException.Check(
            Libc.Mount("tmpfs", folder, "tmpfs", 0, "mode=0755"),
            $"giving the target a {folder} of its own"
        );
}
