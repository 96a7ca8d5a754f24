using HardeningLab.Kernel;
using HardeningLab.Probes;
using HardeningLab.Taps;
using HardeningLab.Topologies;

namespace HardeningLab.Engines;

/// <summary>
/// A lab whose namespaces this process can reach. It owns a thread, on which everything that opens sockets in them runs.
/// Disposing it, or the end of this process, leaves nothing behind.
/// </summary>
internal sealed class StandingLab : ILab
{
    /// <summary>How long somebody may wait whom the lab's own listeners serve and who is no probe.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly OwnThread thread;
    private readonly Wiring wiring;
    private readonly ITargetHost target;
    private readonly InitialState initially;
    private readonly FlightControl flights;
    private readonly Func<ITargetHost, RpcbindDaemon>? startRpcbind;
    private readonly PeriodicTimer? glances;
    private readonly Task serving;
    private volatile RpcbindDaemon? rpcbind;

    private StandingLab(
        LabPlan plan,
        OwnThread thread,
        Wiring wiring,
        ITargetHost target,
        Func<ITargetHost, RpcbindDaemon>? startRpcbind
    )
    {
        this.thread = thread;
        this.wiring = wiring;
        this.target = target;
        this.startRpcbind = startRpcbind;
        initially = InitialState.Of(target);
        rpcbind = startRpcbind?.Invoke(target);
        flights = thread.Run(() =>
            new FlightControl(wiring, plan.TokenEndpoints, () => rpcbind?.Death)
        );
        glances = plan.TokenEndpoints.Count > 0 ? new PeriodicTimer(Glance) : null;
        serving = ServeAsync();
    }

    /// <param name="plan">The hosts and networks to make.</param>
    /// <param name="wire">Makes them, on the lab's own thread.</param>
    /// <param name="startTarget">Starts the host under test in its namespace.</param>
    /// <param name="startRpcbind">Starts the portmapper in it; null where none is needed, or the target starts its own.</param>
    internal static async Task<StandingLab> StartAsync(
        LabPlan plan,
        Func<Wiring> wire,
        Func<Wiring, Task<ITargetHost>> startTarget,
        Func<ITargetHost, RpcbindDaemon>? startRpcbind
    )
    {
        var own = new OwnThread("hlab lab");
        Wiring? wired = null;
        ITargetHost? host = null;
        try
        {
            wired = await own.RunAsync(wire).ConfigureAwait(false);
            host = await startTarget(wired).ConfigureAwait(false);
            return new StandingLab(plan, own, wired, host, startRpcbind);
        }
        catch
        {
            await StopAsync(own, [host, wired]).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<ExecResult> RunAsync(
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    ) => target.RunAsync(command, input, cancellation);

    /// <inheritdoc/>
    public Task WriteConfigurationAsync(string name, string text, CancellationToken cancellation)
    {
        target.WriteConfiguration(name, text);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ObserveAsync(bool withLegacy, CancellationToken cancellation)
    {
        await LoadAsync(Observer.Ruleset, cancellation).ConfigureAwait(false);
        await thread.RunAsync(() => flights.Observe(withLegacy)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task StopObservingAsync(CancellationToken cancellation)
    {
        await thread.RunAsync(flights.StopObserving).ConfigureAwait(false);
        await LoadAsync(Observer.Removal, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Observation[]> AskAsync(
        IReadOnlyList<Probe> probes,
        Action<int>? landed,
        CancellationToken cancellation
    ) => thread.RunAsync(() => flights.Ask(probes, landed ?? (_ => { }), cancellation));

    /// <inheritdoc/>
    public Task<int?> NumberOfAsync(RuleHandle rule, CancellationToken cancellation) =>
        thread.RunAsync(() =>
        {
            wiring.Target.Enter();
            return NftTables.NumberOf(rule);
        });

    /// <inheritdoc/>
    public Task<string?> FindFaultAsync(CancellationToken cancellation) =>
        Task.FromResult(rpcbind?.Death);

    /// <inheritdoc/>
    public async Task ResetAsync(CancellationToken cancellation)
    {
        await thread.RunAsync(flights.StopObserving).ConfigureAwait(false);
        await initially.RestoreAsync(target, cancellation).ConfigureAwait(false);
        if (rpcbind is { } old)
        {
            await old.StopAsync(target).ConfigureAwait(false);
            rpcbind = startRpcbind!(target); // whoever started the first
            old.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        glances?.Dispose();
        await serving.ConfigureAwait(false);
        await StopAsync(thread, [target, wiring, flights]).ConfigureAwait(false);
        rpcbind?.Dispose();
    }

    /// <summary>Serves who is no probe, between rounds of probes; a glance that comes during one is not made up for.</summary>
    private async Task ServeAsync()
    {
        while (glances is not null && await glances.WaitForNextTickAsync().ConfigureAwait(false))
        {
            try
            {
                await thread.RunAsync(flights.Serve).ConfigureAwait(false);
            }
            catch (KernelException)
            {
                // The next round of probes meets the same, and tells.
            }
        }
    }

    private Task LoadAsync(string ruleset, CancellationToken cancellation) =>
        target.RunToSuccessAsync(
            "loading the observer's rules with nft -f",
            ["nft", "-f", "-"],
            ruleset,
            cancellation
        );

    private static async Task StopAsync(OwnThread own, IEnumerable<IAsyncDisposable?> parts)
    {
        await Task.WhenAll(
                parts.OfType<IAsyncDisposable>().Select(part => part.DisposeAsync().AsTask())
            )
            .ConfigureAwait(false);
        own.Dispose();
    }
}
