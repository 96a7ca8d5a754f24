using System.Diagnostics;
using System.Runtime.InteropServices;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Netns;

/// <summary>
/// The host under test: a network namespace, a mount namespace with an /etc and a /run of its own, and a process namespace.
/// The first process of the last reads from a pipe that we hold: however we end, the pipe closes, it ends, and the kernel
/// ends every other process of the target with it.
/// </summary>
internal sealed class TargetHost : ITargetHost
{
    private const int CloneNewPid = 0x20000000;

    private readonly OwnThread thread = new("hlab target");
    private Process? first;

    private TargetHost(NetworkNamespace network) => Network = network;

    internal NetworkNamespace Network { get; }

    /// <summary>The number of its first process, as this process counts.</summary>
    internal int FirstProcess => first!.Id; // started by Settle

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

    /// <inheritdoc/>
    public void WriteConfiguration(string name, string text) =>
        thread.Run(() => File.WriteAllText(Path.Combine("/etc", name), text));

    /// <inheritdoc/>
    public Process Start(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null
    ) =>
        thread.Run(() =>
        {
            Isolation.Verify();
            return TargetProcess.StartHere(command, environment);
        });

    /// <inheritdoc/>
    public void RunInside(Action piece) => thread.Run(piece);

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
        first = TargetProcess.StartHere(["cat"]);
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
