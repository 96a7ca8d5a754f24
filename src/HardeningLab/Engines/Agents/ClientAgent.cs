using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Agents;

/// <summary>
/// What runs in a client container: it opens sockets in the container's network namespace for the target's agent, which
/// does everything else with them. It runs until it is ended.
/// </summary>
public static class ClientAgent
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Serves the target's agent, and the next one whenever that is gone.</summary>
    /// <param name="folder">The lab's volume, where the target's agent listens.</param>
    /// <param name="network">The name of the network that this container is the client of.</param>
    public static void Run(string folder, string network)
    {
        var endpoint = new UnixDomainSocketEndPoint(AgentFiles.Sockets(folder));
        while (true)
        {
            using var connection = UnixSocket.Open();
            try
            {
                connection.Connect(endpoint);
                connection.Send(Encoding.UTF8.GetBytes(network + "\n"));
                while (Serve(connection)) { }
            }
            catch (SocketException)
            {
                // The target's agent is not there yet, or not any more.
            }
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Answers one request; false when there is nobody to ask any more.</summary>
    private static bool Serve(Socket connection)
    {
        var request = default(SocketRequest);
        var bytes = MemoryMarshal.AsBytes(new Span<SocketRequest>(ref request));
        for (var have = 0; have < bytes.Length; )
        {
            var count = connection.Receive(bytes[have..]);
            if (count == 0)
            {
                return false;
            }
            have += count;
        }
        var opened = new List<int>();
        var errno = 0;
        while (opened.Count < request.Count && errno == 0)
        {
            var socket = Libc.Socket(request.Domain, request.Type, request.Protocol);
            if (socket < 0)
            {
                errno = Marshal.GetLastPInvokeError();
            }
            else
            {
                opened.Add(socket);
            }
        }
        DescriptorPassing.Send(
            (int)connection.Handle,
            errno,
            errno == 0 ? CollectionsMarshal.AsSpan(opened) : []
        );
        opened.ForEach(socket => _ = Libc.Close(socket));
        return true;
    }
}
