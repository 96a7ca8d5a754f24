using System.Collections.Concurrent;

namespace HardeningLab.Engines.Netns.Kernel;

/// <summary>
/// A thread that does one piece of work after another and is used for nothing else: namespaces, mounts and seccomp filters
/// belong to a thread, so what changes them must never run on a pool thread.
/// </summary>
internal sealed class OwnThread : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;

    internal OwnThread(string name)
    {
        thread = new Thread(() =>
        {
            foreach (var piece in work.GetConsumingEnumerable())
            {
                piece();
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
    }

    internal Task<T> RunAsync<T>(Func<T> piece)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                done.SetResult(piece());
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to whoever waits for this piece.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    internal Task RunAsync(Action piece) =>
        RunAsync(() =>
        {
            piece();
            return true;
        });

    public void Dispose()
    {
        work.CompleteAdding();
        thread.Join();
        work.Dispose();
    }
}
