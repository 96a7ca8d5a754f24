using System.Diagnostics;
using System.Runtime.InteropServices;
using HardeningLab.Kernel;

namespace HardeningLab.Engines;

/// <summary>The real rpcbind, running in the target.</summary>
internal sealed class RpcbindDaemon : IDisposable
{
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

    /// <summary>Ends it and waits for that.</summary>
    internal async Task StopAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().ConfigureAwait(false);
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
