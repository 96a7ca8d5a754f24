using System.Diagnostics;
using System.Runtime.InteropServices;
using HardeningLab.Engines;

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

    internal bool HasExited => entered.HasExited;

    /// <summary>Reads all that it says and waits for its end.</summary>
    internal Task<ExecResult> EndAsync() => HlabProcess.EndOfAsync(entered);

    /// <summary>Sends a signal to the process alone.</summary>
    internal void Signal(int signal) => Send(id, signal);

    /// <summary>Sends a signal to the whole process group, as a terminal does for Ctrl-C.</summary>
    internal void SignalGroup(int signal) => Send(-id, signal);

    /// <summary>The folders of its threads, and of those of its children, below /proc.</summary>
    internal IEnumerable<string> Threads() =>
        ThreadsOf(id).Concat(Children().SelectMany(child => ThreadsOf(child))).ToList();

    /// <summary>Sends a signal to the child of this name, if there is one.</summary>
    internal bool SignalChild(string name, int signal)
    {
        if (ChildNamed(name) is not { } child)
        {
            return false;
        }
        Send(child, signal);
        return true;
    }

    internal bool HasChild(string name) => ChildNamed(name) is not null;

    private int? ChildNamed(string name)
    {
        foreach (var child in Children())
        {
            if (Read($"/proc/{child}/comm").Trim() == name)
            {
                return child;
            }
        }
        return null;
    }

    private List<int> Children() =>
        [
            .. ThreadsOf(id)
                .SelectMany(thread =>
                    Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                )
                .Select(int.Parse),
        ];

    private static string[] ThreadsOf(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    // That it has ended before is no fault.
    private static void Send(int process, int signal) => _ = KillProcess(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int KillProcess(int process, int signal);

    public void Dispose() => entered.Dispose();
}
