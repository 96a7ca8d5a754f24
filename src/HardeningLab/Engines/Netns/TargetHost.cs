using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using HardeningLab.Engines.Netns.Kernel;
using HardeningLab.Engines.Netns.Machine;

namespace HardeningLab.Engines.Netns;

/// <summary>
/// The host under test: a network namespace, a mount namespace with an /etc and a /run of its own, and a process namespace.
/// The first process of the last reads from a pipe that we hold: however we end, the pipe closes, it ends, and the kernel
/// ends every other process of the target with it.
/// </summary>
internal sealed class TargetHost : IAsyncDisposable
{
    private const int CloneNewPid = 0x20000000;

    private readonly OwnThread thread = new("hlab target");
    private Process? first;

    private TargetHost(NetworkNamespace network) => Network = network;

    internal NetworkNamespace Network { get; }

    /// <param name="network">The target's network namespace.</param>
    /// <param name="files">The private /etc: name below /etc and content.</param>
    internal static async Task<TargetHost> StartAsync(
        NetworkNamespace network,
        IReadOnlyDictionary<string, byte[]> files
    )
    {
        // Starting a process makes the runtime start its signal thread once, which the kernel refuses on a thread that has
        // entered a new process namespace (clone(2), EINVAL): so it has to be there before.
        using var signals = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => { });
        var host = new TargetHost(network);
        try
        {
            host.thread.Run(() => host.Settle(files));
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes a file below the target's own /etc.</summary>
    internal void WriteConfiguration(string name, string text) =>
        thread.Run(() => File.WriteAllText(Path.Combine("/etc", name), text));

    /// <summary>Runs a command in the target and waits for its end.</summary>
    /// <param name="command">The program's absolute path and its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellation">Kills the command.</param>
    internal async Task<ExecResult> RunAsync(
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    )
    {
        using var process = Start(command);
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

    /// <summary>Starts a command in the target; the caller owns the process.</summary>
    internal Process Start(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null
    ) =>
        thread.Run(() =>
        {
            Isolation.Verify();
            return StartHere(command, environment);
        });

    /// <summary>Runs a piece of work where the target's files and network are.</summary>
    internal void RunInside(Action piece) => thread.Run(piece);

    private void Settle(IReadOnlyDictionary<string, byte[]> files)
    {
        Network.Enter();
        Mounts.UnshareReadOnly();
        Mounts.Cover("/etc");
        Mounts.Cover("/run");
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine("/etc", name), content);
        }
        KernelException.Check(Libc.Unshare(CloneNewPid), "making the target's process namespace");
        first = StartHere([Tool.Find("cat")], environment: null);
    }

    private static Process StartHere(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
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

    public async ValueTask DisposeAsync()
    {
        if (first is not null)
        {
            first.Kill();
            await first.WaitForExitAsync().ConfigureAwait(false);
            first.Dispose();
        }
        thread.Dispose();
    }
}
