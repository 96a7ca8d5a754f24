using System.Diagnostics;
using System.Text;
using HardeningLab.Kernel;

namespace HardeningLab.Engines;

/// <summary>Processes of a target: a bare environment, and all three streams piped.</summary>
internal static class TargetProcess
{
    /// <summary>Starts a command where the calling thread stands; the caller owns the process.</summary>
    /// <param name="command">The program's name or path, and its arguments.</param>
    /// <param name="environment">What it finds in its environment besides PATH and LC_ALL.</param>
    internal static Process StartHere(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var program = command[0].Contains('/') ? command[0] : Tool.Find(command[0]);
        var start = new ProcessStartInfo(program, command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = "/",
            UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)
            ?? throw new UnreachableException("Process.Start without a shell gives a process");
    }

    /// <summary>Runs a command in the target that has to succeed.</summary>
    /// <param name="target">Where.</param>
    /// <param name="doing">For the message: what it is for.</param>
    /// <param name="command">The program's name or path, and its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellation">Kills the command.</param>
    /// <exception cref="ExecFailedException">It did not.</exception>
    internal static async Task RunToSuccessAsync(
        this ITargetHost target,
        string doing,
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    )
    {
        var ended = await target.RunAsync(command, input, cancellation).ConfigureAwait(false);
        if (ended.ExitCode != 0)
        {
            throw new ExecFailedException(doing, ended);
        }
    }

    /// <summary>Runs a command in the target and waits for its end.</summary>
    /// <param name="target">Where.</param>
    /// <param name="command">The program's name or path, and its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellation">Kills the command.</param>
    internal static async Task<ExecResult> RunAsync(
        this ITargetHost target,
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    )
    {
        using var process = target.Start(command);
        using var killing = cancellation.Register(() => process.Kill());
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process
                .StandardInput.WriteAsync(input.AsMemory(), cancellation)
                .ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It stopped reading; what it printed and its exit code tell why.
        }
        var ended = new ExecResult(
            0,
            await output.ConfigureAwait(false),
            await error.ConfigureAwait(false)
        );
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return ended with { ExitCode = process.ExitCode };
    }
}
