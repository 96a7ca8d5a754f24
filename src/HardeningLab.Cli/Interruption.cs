using System.Runtime.InteropServices;

namespace HardeningLab.Cli;

/// <summary>
/// Lets a command that owns more than processes, such as containers, clear it away when a signal ends it. A second signal
/// ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int FromSignal = 128;

    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration[] registrations;
    private int exitCode;

    private Interruption(CancellationToken cancellation)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        registrations =
        [
            Take(PosixSignal.SIGINT, 2),
            Take(PosixSignal.SIGTERM, 15),
            Take(PosixSignal.SIGHUP, 1),
        ];
    }

    /// <summary>Runs a command's work; after a signal the exit code is the one that it asks for.</summary>
    /// <param name="work">Gives the exit code; ends early when it is cancelled.</param>
    /// <param name="cancellation">Cancels it too.</param>
    public static async Task<int> DuringAsync(
        Func<CancellationToken, Task<int>> work,
        CancellationToken cancellation
    )
    {
        using var interruption = new Interruption(cancellation);
        try
        {
            return await work(interruption.source.Token);
        }
        catch (OperationCanceledException) when (interruption.exitCode != 0)
        {
            return interruption.exitCode;
        }
    }

    public void Dispose()
    {
        Array.ForEach(registrations, registration => registration.Dispose());
        source.Dispose();
    }

    private PosixSignalRegistration Take(PosixSignal signal, int number) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = Interlocked.Exchange(ref exitCode, FromSignal + number) == 0;
                if (context.Cancel)
                {
                    Console.Error.WriteLine("hlab: clearing the lab away…");
                    source.Cancel();
                }
            }
        );
}
