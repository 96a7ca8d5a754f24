namespace HardeningLab.Kernel;

/// <summary>Where the calling thread may run.</summary>
internal static unsafe class Processor
{
    private const int MaskBytes = 128;

    /// <summary>Keeps the calling thread on the processor that it runs on now (sched_setaffinity(2)).</summary>
    internal static void StayOnThisOne()
    {
        var processor = KernelException.Check(Libc.SchedGetcpu(), "asking for the processor");
        Span<byte> mask = stackalloc byte[MaskBytes];
        mask[processor / 8] = (byte)(1 << (processor % 8));
        fixed (byte* start = mask)
        {
            KernelException.Check(
                Libc.SchedSetaffinity(0, MaskBytes, start),
                "staying on one processor"
            );
        }
    }
}
