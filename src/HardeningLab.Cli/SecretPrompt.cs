using System.Runtime.InteropServices;
using HardeningLab.Kernel;
using Microsoft.Win32.SafeHandles;

namespace HardeningLab.Cli;

/// <summary>Asks the person at the terminal for secrets, one after the other and each once, and shows nothing of them.</summary>
internal static class SecretPrompt
{
    private static readonly SemaphoreSlim Asking = new(1);
    private static readonly Dictionary<string, string?> Answers = new(StringComparer.Ordinal);

    /// <summary>Null where there is no terminal, or an empty answer.</summary>
    public static async Task<string?> AskAsync(string what, CancellationToken cancellation)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return null;
        }
        await Asking.WaitAsync(cancellation);
        try
        {
            if (!Answers.TryGetValue(what, out var answer))
            {
                answer = await Task.Run(() => Read(what), cancellation);
                Answers[what] = answer;
            }
            return answer;
        }
        finally
        {
            Asking.Release();
        }
    }

    private static string? Read(string what)
    {
        // The echo ends before the question is asked: whoever answers at once is not shown either.
        using var quiet = TerminalMode.WithoutEcho();
        using var interrupted = Restored(PosixSignal.SIGINT, quiet);
        using var ended = Restored(PosixSignal.SIGTERM, quiet);
        using var hungUp = Restored(PosixSignal.SIGHUP, quiet);
        // Whatever the line shows goes.
        Console.Error.Write($"\r\e[K{what}: ");
        // None of Console's ways in: those show what they read from a terminal.
        using var terminal = new SafeFileHandle(0, ownsHandle: false);
        using var input = new StreamReader(
            new FileStream(terminal, FileAccess.Read, bufferSize: 0)
        );
        var answer = input.ReadLine();
        Console.Error.WriteLine();
        return string.IsNullOrEmpty(answer) ? null : answer;
    }

    private static PosixSignalRegistration Restored(PosixSignal signal, TerminalMode quiet) =>
        PosixSignalRegistration.Create(signal, _ => quiet.Dispose());
}
