namespace HardeningLab.Kernel;

/// <summary>Makes the process one that runs in the background, whatever becomes of whoever started it.</summary>
internal static unsafe class Background
{
    private const nint CloseRange = 436;
    private const nint FirstBeyondStandard = 3;
    private const nint MarkCloseOnExec = 4;
    private const int ReadWrite = 2;
    private const int CreateForAppending = 0x40 | 0x400;
    private const int OwnerReadsAndWrites = 0x180;

    /// <summary>
    /// Gives the process a session of its own, without a terminal. What it inherited beside its standard streams goes with
    /// the next program that it becomes.
    /// </summary>
    internal static void Detach()
    {
        KernelException.Check(Libc.Setsid(), "making a session of its own");
        // A kernel without close_range(2) leaves what it finds.
        _ = Libc.Syscall(
            CloseRange,
            FirstBeyondStandard,
            (byte*)uint.MaxValue,
            MarkCloseOnExec,
            null,
            0
        );
        Directory.SetCurrentDirectory("/");
    }

    /// <summary>From now on nothing comes from standard input, and standard output and error go to the end of a file.</summary>
    internal static void RedirectStandardStreams(string log)
    {
        Redirect("/dev/null", ReadWrite, [0]);
        Redirect(log, ReadWrite | CreateForAppending, [1, 2]);
    }

    private static void Redirect(string path, int flags, int[] streams)
    {
        var opened = KernelException.Check(
            Libc.Open(path, flags, OwnerReadsAndWrites),
            $"opening {path}"
        );
        foreach (var stream in streams)
        {
            KernelException.Check(Libc.Dup2(opened, stream), $"redirecting to {path}");
        }
        _ = Libc.Close(opened);
    }
}
