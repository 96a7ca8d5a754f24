using System.Net.Sockets;
using System.Runtime.InteropServices;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Agents;

/// <summary>
/// Sockets of a client container, opened by the agent there and handed over: they send from that container's network
/// namespace, though this process could never enter it.
/// </summary>
/// <param name="name">The client's network, for messages.</param>
/// <param name="connection">To the client's agent.</param>
internal sealed class HandedSockets(string name, Socket connection) : ISocketSource
{
    private const int Batch = 32;

    private readonly Dictionary<(int Domain, int Type, int Protocol), Queue<int>> waiting = [];

    /// <inheritdoc/>
    public int Open(int domain, int type, int protocol, string action)
    {
        var kind = (domain, type, protocol);
        if (!waiting.TryGetValue(kind, out var sockets))
        {
            waiting.Add(kind, sockets = new Queue<int>());
        }
        if (!sockets.TryDequeue(out var socket))
        {
            // Probes take many of a kind, everything else takes one.
            var isForProbes = domain is SocketAddress.IPv4Domain or SocketAddress.IPv6Domain;
            Fetch(
                new SocketRequest(domain, type, protocol, isForProbes ? Batch : 1),
                sockets,
                action
            );
            socket = sockets.Dequeue();
        }
        return socket;
    }

    public void Dispose()
    {
        foreach (var socket in waiting.Values.SelectMany(sockets => sockets))
        {
            _ = Libc.Close(socket);
        }
        connection.Dispose();
    }

    private void Fetch(SocketRequest request, Queue<int> into, string action)
    {
        try
        {
            connection.Send(MemoryMarshal.AsBytes(new ReadOnlySpan<SocketRequest>(in request)));
        }
        catch (SocketException)
        {
            throw new KernelException($"{action} of {name}: its agent is gone", Errno.ConnReset);
        }
        var descriptors = DescriptorPassing.Receive((int)connection.Handle, out var errno);
        if (errno != 0)
        {
            throw new KernelException($"{action} of {name}", errno);
        }
        foreach (var descriptor in descriptors)
        {
            into.Enqueue(descriptor);
        }
    }
}
