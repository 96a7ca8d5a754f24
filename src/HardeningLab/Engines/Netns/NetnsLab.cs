using HardeningLab.Engines.Netns.Kernel;
using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Netns;

/// <summary>
/// One lab: the namespaces of a topology and the target's processes. It owns a thread, on which everything that opens
/// sockets in those namespaces has to run. Disposing it, or the end of this process, leaves nothing behind.
/// </summary>
internal sealed class NetnsLab : IAsyncDisposable
{
    private readonly OwnThread thread;
    private readonly List<IAsyncDisposable> kept = [];

    private NetnsLab(
        OwnThread thread,
        Topology plan,
        NetnsTopology topology,
        TargetHost target,
        RpcbindDaemon? rpcbind
    )
    {
        this.thread = thread;
        Plan = plan;
        Topology = topology;
        Target = target;
        Rpcbind = rpcbind;
    }

    /// <summary>What was planned.</summary>
    internal Topology Plan { get; }

    /// <summary>What was made of it.</summary>
    internal NetnsTopology Topology { get; }

    internal TargetHost Target { get; }

    /// <summary>The real portmapper; null where the policy has no portmap.</summary>
    internal RpcbindDaemon? Rpcbind { get; }

    /// <param name="plan">The hosts and networks to make.</param>
    /// <param name="packages">Where rpcbind lies; null if the target needs none.</param>
    internal static async Task<NetnsLab> StartAsync(Topology plan, RpcbindPackages? packages)
    {
        Isolation.Verify();
        var own = new OwnThread("hlab lab");
        NetnsTopology? topology = null;
        TargetHost? target = null;
        try
        {
            topology = await own.RunAsync(() => NetnsTopology.Create(plan)).ConfigureAwait(false);
            target = await TargetHost
                .StartAsync(topology.Target, TargetFiles.Read())
                .ConfigureAwait(false);
            var rpcbind = packages is null ? null : RpcbindDaemon.Start(target, packages);
            return new NetnsLab(own, plan, topology, target, rpcbind);
        }
        catch
        {
            await StopAsync(own, [target, topology]).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a piece of work on the thread that may enter the lab's namespaces.</summary>
    internal Task<T> RunAsync<T>(Func<T> piece) => thread.RunAsync(piece);

    internal Task RunAsync(Action piece) => thread.RunAsync(piece);

    /// <summary>Takes over a part that ends with the lab, at the same time as its others.</summary>
    internal void Keep(IAsyncDisposable part) => kept.Add(part);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(thread, [Target, Topology, .. kept]).ConfigureAwait(false);
        Rpcbind?.Dispose();
    }

    private static async Task StopAsync(OwnThread own, IEnumerable<IAsyncDisposable?> parts)
    {
        await Task.WhenAll(
                parts.OfType<IAsyncDisposable>().Select(part => part.DisposeAsync().AsTask())
            )
            .ConfigureAwait(false);
        own.Dispose();
    }
}
