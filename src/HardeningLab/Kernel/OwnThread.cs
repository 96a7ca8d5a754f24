using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace HardeningLab.Kernel;

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

    /// <summary>
    /// Waits for the piece of work where it was asked for. A thread that has entered a new process namespace can't start
    /// other threads (clone(2), EINVAL), not even for whoever waits for a task: so for such a thread this is the only way.
    /// </summary>
    internal T Run<T>(Func<T> piece)
    {
        using var ended = new ManualResetEventSlim();
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        work.Add(() =>
        {
            try
            {
                result = piece();
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to whoever waits for this piece.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
            ended.Set();
        });
        ended.Wait();
        failure?.Throw();
        return result!; // piece ended without a failure, so this is what it gave
    }

    internal void Run(Action piece) =>
        Run(() =>
        {
            piece();
            return true;
        });

    internal Task<T> RunAsync<T>(Func<T> piece)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            T result;
            try
            {
                result = piece();
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to whoever waits for this piece.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                done.SetException(failure);
                return;
            }
            done.SetResult(result);
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
