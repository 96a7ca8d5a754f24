using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;
using Hardening;

namespace HardeningLab.Engines.Remote;

/// <summary>Serves a lab to other processes, to one call at a time.</summary>
/// <param name="makeAsync">Makes the lab when a call asks for it; null where it stands already.</param>
internal sealed class LabServer(Func<LabCall.MakeCall, CancellationToken, Task<ILab>>? makeAsync)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private ILab? lab;

    /// <summary>Serves a lab that stands; owned.</summary>
    internal LabServer(ILab lab)
        : this(makeAsync: null) => this.lab = lab;

    /// <summary>Serves whoever connects, until it is cancelled and the last connection has ended.</summary>
    internal async Task ServeAsync(Socket listener, CancellationToken cancellation)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(cancellation).ConfigureAwait(false);
                connections.RemoveAll(served => served.IsCompleted);
                connections.Add(
                    ServeAsync(new NetworkStream(connection, ownsSocket: true), cancellation)
                );
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false);
        }
    }

    /// <summary>Answers the calls of one connection until it ends.</summary>
    private async Task ServeAsync(Stream stream, CancellationToken cancellation)
    {
        var messages = new MessageStream(stream);
        await using (messages.ConfigureAwait(false))
        {
            var calls = Channel.CreateUnbounded<LabCall>();
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var current = new CurrentCall();
            var turn = new Turn(gate);
            var reading = ReadAsync(messages, calls.Writer, current, connection);
            await foreach (
                var call in calls.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)
            )
            {
                var token = current.Begin(connection.Token);
                var answer = await AnswerAsync(call, turn, messages, token).ConfigureAwait(false);
                current.End();
                if (!await TryWriteAsync(messages, answer).ConfigureAwait(false))
                {
                    break;
                }
            }
            await reading.ConfigureAwait(false);
            await LeaveAsync(turn).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (lab is not null)
        {
            await lab.DisposeAsync().ConfigureAwait(false);
        }
        gate.Dispose();
    }

    /// <summary>Whoever was killed in the midst of an observation can't end it any more.</summary>
    private async Task LeaveAsync(Turn turn)
    {
        try
        {
            if (turn.Observes && lab is not null)
            {
                await lab.StopObservingAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (HardeningException)
        {
            // The next observation begins anew in any case.
        }
        finally
        {
            turn.StopObserving();
            turn.End();
        }
    }

    private static async Task ReadAsync(
        MessageStream messages,
        ChannelWriter<LabCall> calls,
        CurrentCall current,
        CancellationTokenSource connection
    )
    {
        try
        {
            while (
                await messages
                    .ReadAsync(LabJson.Default.LabCall, connection.Token)
                    .ConfigureAwait(false)
                    is { } call
            )
            {
                if (call is LabCall.CancelCall)
                {
                    current.Cancel();
                }
                else
                {
                    calls.TryWrite(call);
                }
            }
        }
        catch (Exception ended) when (ended is LabConnectionException or OperationCanceledException)
        {
            // Whoever speaks another language is hung up on.
        }
        finally
        {
            // Nobody waits for the answer any more.
            await connection.CancelAsync().ConfigureAwait(false);
            calls.Complete();
        }
    }

    private static async Task<bool> TryWriteAsync(MessageStream messages, LabAnswer answer)
    {
        try
        {
            await messages
                .WriteAsync(answer, LabJson.Default.LabAnswer, CancellationToken.None)
                .ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<LabAnswer> AnswerAsync(
        LabCall call,
        Turn turn,
        MessageStream messages,
        CancellationToken cancellation
    )
    {
        try
        {
            await turn.BeginAsync(call, cancellation).ConfigureAwait(false);
            try
            {
                var answer = await CallAsync(call, messages, cancellation).ConfigureAwait(false);
                if (call is LabCall.StopObservingCall)
                {
                    turn.StopObserving();
                }
                return answer;
            }
            finally
            {
                turn.End();
            }
        }
        catch (OperationCanceledException)
        {
            return new LabAnswer.FailedAnswer("cancelled", IsCancelled: true);
        }
        catch (HardeningException failure)
        {
            return new LabAnswer.FailedAnswer(failure.Message, IsCancelled: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new LabAnswer.FailedAnswer($"in the lab: {failure.Message}", IsCancelled: false);
        }
    }

    private async Task<LabAnswer> CallAsync(
        LabCall call,
        MessageStream messages,
        CancellationToken cancellation
    )
    {
        if (call is LabCall.MakeCall make)
        {
            if (makeAsync is null || lab is not null)
            {
                throw new RemoteFailureException("the lab stands already");
            }
            lab = await makeAsync(make, cancellation).ConfigureAwait(false);
            return new LabAnswer.DoneAnswer();
        }
        return await CallAsync(
                lab ?? throw new RemoteFailureException("there is no lab yet"),
                call,
                messages,
                cancellation
            )
            .ConfigureAwait(false);
    }

    private static async Task<LabAnswer> CallAsync(
        ILab lab,
        LabCall call,
        MessageStream messages,
        CancellationToken cancellation
    )
    {
        switch (call)
        {
            case LabCall.RunCall(var command, var input):
                return new LabAnswer.EndedAnswer(
                    await lab.RunAsync(command, input, cancellation).ConfigureAwait(false)
                );
            case LabCall.WriteCall(var name, var text):
                await lab.WriteConfigurationAsync(name, text, cancellation).ConfigureAwait(false);
                return new LabAnswer.DoneAnswer();
            case LabCall.ObserveCall(var withLegacy):
                await lab.ObserveAsync(withLegacy, cancellation).ConfigureAwait(false);
                return new LabAnswer.DoneAnswer();
            case LabCall.StopObservingCall:
                await lab.StopObservingAsync(cancellation).ConfigureAwait(false);
                return new LabAnswer.DoneAnswer();
            case LabCall.AskCall(var probes):
                var progress = new LandedReport(messages, probes.Count);
                return new LabAnswer.ObservedAnswer(
                    (
                        await lab.AskAsync(probes, progress.Tell, cancellation)
                            .ConfigureAwait(false)
                    ).ToEquatableArray()
                );
            case LabCall.NumberCall(var rule):
                return new LabAnswer.NumberAnswer(
                    await lab.NumberOfAsync(rule, cancellation).ConfigureAwait(false)
                );
            case LabCall.FaultCall:
                return new LabAnswer.FaultAnswer(
                    await lab.FindFaultAsync(cancellation).ConfigureAwait(false)
                );
            case LabCall.ResetCall:
                await lab.ResetAsync(cancellation).ConfigureAwait(false);
                return new LabAnswer.DoneAnswer();
            default:
                throw new UnreachableException();
        }
    }
}
