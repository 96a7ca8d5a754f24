using System.Diagnostics;
using System.Runtime.InteropServices;
using HardeningLab.Engines.Netns;

namespace Integration.Lab;

/// <summary>A process that was started in a sandbox, and whose end can be seen and caused.</summary>
/// <param name="entered">The program that entered the sandbox for it, and ends as it ends.</param>
/// <param name="id">This machine's number of the process.</param>
internal sealed partial class SandboxProcess(Process entered, int id) : IDisposable
{
    internal const int Interrupt = 2;
    internal const int Kill = 9;
    internal const int Terminate = 15;
    internal const int Continue = 18;
    internal const int Stop = 19;

    internal int Id => id;

    internal bool HasExited => entered.HasExited;

    /// <summary>Reads all that it says and waits for its end.</summary>
    internal Task<ExecResult> EndAsync() => HlabProcess.EndOfAsync(entered);

    /// <summary>Sends a signal to the process alone.</summary>
    internal void Signal(int signal) => Send(id, signal);

    /// <summary>Sends a signal to the whole process group, as a terminal does for Ctrl-C.</summary>
    internal void SignalGroup(int signal) => Send(-id, signal);

    /// <summary>Sends a signal to any process; that it has ended before is no fault.</summary>
    internal static void Send(int process, int signal) => _ = KillProcess(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int KillProcess(int process, int signal);

    public void Dispose() => entered.Dispose();
}
