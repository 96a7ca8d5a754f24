using System.Diagnostics;
using Hardening;
using HardeningLab.Probes;
using HardeningLab.Taps;

namespace HardeningLab.Engines.Remote;

/// <summary>A lab that another process holds: every call is asked of it over a stream.</summary>
/// <param name="stream">To that process; owned.</param>
/// <param name="owned">What ends with this lab, such as the containers it stands in; null where the lab outlives this process.</param>
internal sealed class RemoteLab(Stream stream, IAsyncDisposable? owned) : ILab
{
    private readonly MessageStream messages = new(stream);
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Has the agent in a target container make the lab.</summary>
    internal Task MakeAsync(ContainerOrder order, CancellationToken cancellation) =>
        CallAsync<LabAnswer.DoneAnswer>(new LabCall.MakeCall(order), null, cancellation);

    /// <inheritdoc/>
    public async Task<ExecResult> RunAsync(
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    ) =>
        (
            await CallAsync<LabAnswer.EndedAnswer>(
                    new LabCall.RunCall(command.ToEquatableArray(), input),
                    null,
                    cancellation
                )
                .ConfigureAwait(false)
        ).Result;

    /// <inheritdoc/>
    public Task WriteConfigurationAsync(string name, string text, CancellationToken cancellation) =>
        CallAsync<LabAnswer.DoneAnswer>(new LabCall.WriteCall(name, text), null, cancellation);

    /// <inheritdoc/>
    public Task ObserveAsync(bool withLegacy, CancellationToken cancellation) =>
        CallAsync<LabAnswer.DoneAnswer>(new LabCall.ObserveCall(withLegacy), null, cancellation);

    /// <inheritdoc/>
    public Task StopObservingAsync(CancellationToken cancellation) =>
        CallAsync<LabAnswer.DoneAnswer>(new LabCall.StopObservingCall(), null, cancellation);

    /// <inheritdoc/>
    public async Task<Observation[]> AskAsync(
        IReadOnlyList<Probe> probes,
        Action<int>? landed,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await CallAsync<LabAnswer.ObservedAnswer>(
                        new LabCall.AskCall(probes.ToEquatableArray()),
                        landed,
                        cancellation
                    )
                    .ConfigureAwait(false)
            ).Observations,
        ];

    /// <inheritdoc/>
    public async Task<int?> NumberOfAsync(RuleHandle rule, CancellationToken cancellation) =>
        (
            await CallAsync<LabAnswer.NumberAnswer>(
                    new LabCall.NumberCall(rule),
                    null,
                    cancellation
                )
                .ConfigureAwait(false)
        ).Value;

    /// <inheritdoc/>
    public async Task<string?> FindFaultAsync(CancellationToken cancellation) =>
        (
            await CallAsync<LabAnswer.FaultAnswer>(new LabCall.FaultCall(), null, cancellation)
                .ConfigureAwait(false)
        ).Why;

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken cancellation) =>
        CallAsync<LabAnswer.DoneAnswer>(new LabCall.ResetCall(), null, cancellation);

    public async ValueTask DisposeAsync()
    {
        await messages.DisposeAsync().ConfigureAwait(false);
        turn.Dispose();
        if (owned is not null)
        {
            await owned.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<T> CallAsync<T>(
        LabCall call,
        Action<int>? landed,
        CancellationToken cancellation
    )
        where T : LabAnswer
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await messages
                .WriteAsync(call, LabJson.Default.LabCall, cancellation)
                .ConfigureAwait(false);
            using var cancelling = cancellation.Register(() => _ = CancelAsync());
            while (true)
            {
                // A call that was cancelled is answered too, and the answer must not be taken for that of the next.
                var answer = await messages
                    .ReadAsync(LabJson.Default.LabAnswer, CancellationToken.None)
                    .ConfigureAwait(false);
                switch (answer)
                {
                    case LabAnswer.LandedAnswer(var count):
                        landed?.Invoke(count);
                        break;
                    case T expected:
                        return expected;
                    case LabAnswer.FailedAnswer { IsCancelled: true }:
                        cancellation.ThrowIfCancellationRequested();
                        throw new LabConnectionException("it was told to stop");
                    case LabAnswer.FailedAnswer(var message, _):
                        throw new RemoteFailureException(message);
                    case null:
                        throw new LabConnectionException("it is gone");
                    default:
                        throw new UnreachableException($"{call} was answered by {answer}");
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task CancelAsync()
    {
        try
        {
            await messages
                .WriteAsync(
                    new LabCall.CancelCall(),
                    LabJson.Default.LabCall,
                    CancellationToken.None
                )
                .ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Then there is nothing left to cancel, and whoever waits for the answer is told.
        }
    }
}
