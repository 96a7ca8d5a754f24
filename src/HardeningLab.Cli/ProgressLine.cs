using System.Diagnostics;
using Hardening.Changes;
using HardeningLab.Matrices;

namespace HardeningLab.Cli;

/// <summary>One line on a terminal that says how far something long has come; it is gone when that is done.</summary>
internal sealed class ProgressLine(TextWriter terminal)
    : IProgress<ProofProgress>,
        IProgress<ChangeProgress>,
        IDisposable
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
            // What is done before the eye sees anything needs no line.
            if (Stopwatch.GetElapsedTime(last) >= Interval)
            {
                last = Stopwatch.GetTimestamp();
                Show($"{value.Stage}: {value.Done} of {value.Total} probes");
            }
        }
    }

    public void Report(ChangeProgress value) =>
        Show($"{value.Host}: {value.Step.ToString().ToLowerInvariant()}");

    public void Dispose() => Hide();

    /// <summary>Makes way for other words.</summary>
    public void Hide()
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

    private void Show(string text)
    {
        lock (writing)
        {
            isShown = true;
            terminal.Write(Clear + text);
        }
    }
}
