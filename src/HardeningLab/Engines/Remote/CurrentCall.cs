namespace HardeningLab.Engines.Remote;

/// <summary>The call of a connection that is under way, so that another thread can cancel it.</summary>
internal sealed class CurrentCall : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource? source;

    /// <summary>A call begins.</summary>
    /// <param name="connection">Cancels whatever is under way.</param>
    internal CancellationToken Begin(CancellationToken connection)
    {
        lock (gate)
        {
            source = CancellationTokenSource.CreateLinkedTokenSource(connection);
            return source.Token;
        }
    }

    internal void Cancel()
    {
        lock (gate)
        {
            source?.Cancel();
        }
    }

    internal void End()
    {
        lock (gate)
        {
            source?.Dispose();
            source = null;
        }
    }

    public void Dispose() => End();
}
