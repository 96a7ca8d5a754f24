using System.Diagnostics;
using HardeningLab.Matrices;

namespace HardeningLab.Cli;

/// <summary>One line on a terminal that says how far a long proof has come; it is gone when the proof is done.</summary>
internal sealed class ProgressLine(TextWriter terminal) : IProgress<ProofProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const string Clear = "\r\x1b[K";

    private readonly Lock writing = new();
    private long last = Stopwatch.GetTimestamp();
    private bool isShown;

    public void Report(ProofProgress value)
    {
        lock (writing)
        {
            // A proof that is done before the eye sees anything needs no line.
            if (Stopwatch.GetElapsedTime(last) < Interval)
            {
                return;
            }
            last = Stopwatch.GetTimestamp();
            isShown = true;
            terminal.Write($"{Clear}{value.Stage}: {value.Done} of {value.Total} probes");
        }
    }

    public void Dispose()
    {
        lock (writing)
        {
            if (isShown)
            {
                terminal.Write(Clear);
                isShown = false;
            }
        }
    }
}
