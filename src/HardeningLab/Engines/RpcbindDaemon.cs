using System.Diagnostics;
using System.Runtime.InteropServices;
using HardeningLab.Kernel;

namespace HardeningLab.Engines;

/// <summary>The real rpcbind, running in the target.</summary>
internal sealed class RpcbindDaemon : IDisposable
{
    private const int MaxLooks = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly string[] SocketLists =
    [
        "/proc/thread-self/net/tcp",
        "/proc/thread-self/net/tcp6",
        "/proc/thread-self/net/udp",
        "/proc/thread-self/net/udp6",
    ];

    private readonly Process process;
    private readonly Task<string> log;

    private RpcbindDaemon(Process process)
    {
        this.process = process;
        log = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Why it is not running any more, with what it printed; null while it runs.</summary>
    internal string? Death =>
        process.HasExited
            ? $"rpcbind (process {process.Id}) ended with exit code {process.ExitCode}{Printed()}"
            : null;

    /// <param name="target">Where to start it.</param>
    /// <param name="program">Its path.</param>
    /// <param name="libraryPath">The value of LD_LIBRARY_PATH that it needs; may be empty.</param>
    internal static RpcbindDaemon Start(ITargetHost target, string program, string libraryPath)
    {
        target.RunInside(() =>
        {
            Directory.CreateDirectory("/run/rpcbind");
            // A lock was seen to outlive its process by a moment; whoever held it here is dead by now.
            File.Delete("/run/rpcbind.lock");
            if (IsSetgroupsDenied())
            {
                PretendSetgroups();
            }
        });
        return new RpcbindDaemon(
            target.Start(
                [program, "-f"],
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["LD_LIBRARY_PATH"] = libraryPath,
                }
            )
        );
    }

    /// <summary>Ends it, and waits until its port is free for the next one.</summary>
    /// <param name="target">Where it runs.</param>
    /// <remarks>
    /// On a busy machine a lock was seen to outlive its process, and a next one not to listen: that one goes on without a
    /// transport whose port is taken, for good.
    /// </remarks>
    internal async Task StopAsync(ITargetHost target)
    {
        process.Kill();
        await process.WaitForExitAsync().ConfigureAwait(false);
        for (var look = 0; look < MaxLooks && IsPortTaken(target); look++)
        {
            await Task.Delay(Pause).ConfigureAwait(false);
        }
    }

    /// <summary>As proc(5) lists sockets: <c>0: 00000000:006F 00000000:0000 0A …</c>, the second word of its own, the fourth its state.</summary>
    private static bool IsPortTaken(ITargetHost target)
    {
        const string port = ":006F";
        var isTaken = false;
        target.RunInside(() =>
            isTaken = SocketLists
                .Where(File.Exists)
                .SelectMany(File.ReadLines)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Any(words =>
                    words.Length > 3
                    && words[1].EndsWith(port, StringComparison.Ordinal)
                    && words[3] is ("0A" or "07") // listening, or UDP's only state
                )
        );
        return isTaken;
    }

    /// <summary>As user_namespaces(7) tells it of the calling process; absent where the kernel has no user namespaces.</summary>
    private static bool IsSetgroupsDenied() =>
        File.Exists("/proc/self/setgroups")
        && File.ReadAllText("/proc/self/setgroups").StartsWith("deny", StringComparison.Ordinal);

    private string Printed() =>
        log.Wait(TimeSpan.FromSeconds(1))
        && log.GetAwaiter().GetResult().Trim() is { Length: > 0 } text
            ? $": {text}"
            : string.Empty;

    /// <summary>
    /// rpcbind gives up unless setgroups(2) succeeds, which a user namespace of an ordinary user forbids. This filter, on
    /// this thread and the processes that it starts, answers the call with success and lets every other one through.
    /// </summary>
    private static unsafe void PretendSetgroups()
    {
        const int setSeccomp = 22;
        const nuint filterMode = 2;
        var (architecture, setgroups) = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (0xc000003eu, 116u),
            Architecture.Arm64 => (0xc00000b7u, 159u),
            var other => throw new PlatformNotSupportedException(
                $"rpcbind can't run without privilege on {other}"
            ),
        };
        // struct sock_filter: u16 code, u8 jump if true, u8 jump if false, u32 operand (linux/filter.h).
        var program = stackalloc ulong[]
        {
            Instruction(0x20, 0, 0, 4), // load the architecture
            Instruction(0x15, 0, 3, architecture),
            Instruction(0x20, 0, 0, 0), // load the system call's number
            Instruction(0x15, 0, 1, setgroups),
            Instruction(0x06, 0, 0, 0x0005_0000), // answer with errno 0
            Instruction(0x06, 0, 0, 0x7fff_0000), // allow
        };
        var filter = stackalloc nuint[] { 6, (nuint)program };
        KernelException.Check(
            Libc.Prctl(setSeccomp, filterMode, filter, 0, 0),
            "setting the filter that lets rpcbind start without privilege"
        );
    }

    private static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, uint operand) =>
        code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)operand << 32);

    public void Dispose() => process.Dispose();
}
