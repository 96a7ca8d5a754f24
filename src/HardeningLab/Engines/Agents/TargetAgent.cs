using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using HardeningLab.Engines.Remote;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Agents;

/// <summary>
/// What runs in the target container: it collects the clients' sockets, makes the lab on the engine's links when it is told
/// to, and serves it. It runs until it is ended.
/// </summary>
public sealed class TargetAgent : IAsyncDisposable
{
    private static readonly TimeSpan ClientDeadline = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<HandedSockets>> clients =
        new(StringComparer.Ordinal);

    private readonly LabServer server;

    private TargetAgent() => server = new LabServer(MakeAsync);

    /// <summary>Serves until it is cancelled.</summary>
    /// <param name="folder">The lab's volume.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(string folder, CancellationToken cancellation)
    {
        var agent = new TargetAgent();
        await using (agent.ConfigureAwait(false))
        {
            using var sockets = Listen(AgentFiles.Sockets(folder));
            using var calls = Listen(AgentFiles.Calls(folder));
            new Thread(() => agent.Collect(sockets)) { IsBackground = true }.Start();
            await agent.server.ServeAsync(calls, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Socket Listen(string path)
    {
        // Left by an agent before this one, whose container was started again.
        File.Delete(path);
        return UnixSocket.Listen(path);
    }

    /// <summary>
    /// Waits for clients on a thread of its own: what the runtime has once used asynchronously does not wait any more, and
    /// descriptors are received by system calls of ours that have to.
    /// </summary>
    private void Collect(Socket listener)
    {
        Span<byte> letter = stackalloc byte[1];
        while (true)
        {
            var connection = listener.Accept();
            var name = new StringBuilder();
            while (connection.Receive(letter) == 1 && letter[0] != '\n')
            {
                name.Append((char)letter[0]);
            }
            ClientOf(name.ToString())
                .TrySetResult(new HandedSockets($"the client of {name}", connection));
        }
    }

    private async Task<ILab> MakeAsync(LabCall.MakeCall call, CancellationToken cancellation)
    {
        var order = call.Order;
        var sockets = new List<ISocketSource>();
        foreach (var network in order.Plan.Networks)
        {
            try
            {
                sockets.Add(
                    await ClientOf(network.Name)
                        .Task.WaitAsync(ClientDeadline, cancellation)
                        .ConfigureAwait(false)
                );
            }
            catch (TimeoutException)
            {
                throw new RemoteFailureException(
                    $"the agent in the client of {network.Name} did not report within {ClientDeadline.TotalSeconds} s"
                );
            }
        }
        return await StandingLab
            .StartAsync(
                order.Plan,
                () => ContainerWiring.Create(order, sockets),
                _ => Task.FromResult<ITargetHost>(ContainerHost.WithoutNameServer()),
                order is { StartsPortmap: true, Plan.NeedsPortmap: true }
                    ? host => RpcbindDaemon.Start(host, Tool.Find("rpcbind"), string.Empty)
                    : null
            )
            .ConfigureAwait(false);
    }

    private TaskCompletionSource<HandedSockets> ClientOf(string network) =>
        clients.GetOrAdd(
            network,
            _ => new TaskCompletionSource<HandedSockets>(
                TaskCreationOptions.RunContinuationsAsynchronously
            )
        );
}
