using System.Diagnostics;

namespace HardeningLab.Engines.Remote;

/// <summary>Tells the other side now and then how many probes have landed.</summary>
/// <param name="messages">To the other side.</param>
/// <param name="total">How many there are.</param>
internal sealed class LandedReport(MessageStream messages, int total)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long last = Stopwatch.GetTimestamp();
    private Task writing = Task.CompletedTask;

    internal void Tell(int landed)
    {
        if (Stopwatch.GetElapsedTime(last) < Interval || landed == total || !writing.IsCompleted)
        {
            return;
        }
        last = Stopwatch.GetTimestamp();
        writing = WriteAsync(landed);
    }

    private async Task WriteAsync(int landed)
    {
        try
        {
            await messages
                .WriteAsync(
                    new LabAnswer.LandedAnswer(landed),
                    LabJson.Default.LabAnswer,
                    CancellationToken.None
                )
                .ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The connection's reader notices by itself that nobody is there.
        }
    }
}
