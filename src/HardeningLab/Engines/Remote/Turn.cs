namespace HardeningLab.Engines.Remote;

/// <summary>
/// One connection's turn at a lab that several share: a single call, or all from the start of an observation to its end, as
/// nobody else may end it in between.
/// </summary>
/// <param name="gate">Lets one connection pass.</param>
internal sealed class Turn(SemaphoreSlim gate)
{
    private bool isMine;

    /// <summary>Whether this connection has the lab observed.</summary>
    internal bool Observes { get; private set; }

    /// <summary>Waits for the turn, unless this connection has it.</summary>
    internal async Task BeginAsync(LabCall call, CancellationToken cancellation)
    {
        if (!isMine)
        {
            await gate.WaitAsync(cancellation).ConfigureAwait(false);
            isMine = true;
        }
        // One that fails half way may have begun all the same.
        Observes |= call is LabCall.ObserveCall;
    }

    /// <summary>The observation is over.</summary>
    internal void StopObserving() => Observes = false;

    /// <summary>Gives the turn away, unless the lab is observed.</summary>
    internal void End()
    {
        if (isMine && !Observes)
        {
            isMine = false;
            gate.Release();
        }
    }
}
