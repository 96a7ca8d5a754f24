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

    public Interruption(CancellationToken cancellation)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        registrations =
        [
            Take(PosixSignal.SIGINT, 2),
            Take(PosixSignal.SIGTERM, 15),
            Take(PosixSignal.SIGHUP, 1),
        ];
    }

    public CancellationToken Token => source.Token;

    /// <summary>The exit code that the signal asks for; zero while none came.</summary>
    public int ExitCode => exitCode;

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
