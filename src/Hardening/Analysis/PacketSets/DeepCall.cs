using System.Runtime.ExceptionServices;

namespace Hardening.Analysis.PacketSets;

/// <summary>A call that its own thread's stack has no more room for.</summary>
internal static class DeepCall
{
    private const int StackBytes = 256 << 20;

    /// <summary>The same on a stack of its own; what it throws is thrown here.</summary>
    internal static int Of(Func<int> call)
    {
        var result = 0;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = call();
                }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller.
                catch (Exception fault)
#pragma warning restore CA1031
                {
                    thrown = ExceptionDispatchInfo.Capture(fault);
                }
            },
            StackBytes
        );
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result;
    }
}
