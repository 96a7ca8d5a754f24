using System.Net.Sockets;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Agents;

/// <summary>Joins standard input and output to the target's agent, for whoever reaches the container by an exec alone.</summary>
public static class Relay
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Carries bytes both ways until one side ends.</summary>
    /// <param name="folder">The lab's volume.</param>
    /// <param name="input">What goes to the agent.</param>
    /// <param name="output">Where its answers go.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LabAgentMissingException">No agent listens, after 30 s.</exception>
    public static async Task RunAsync(
        string folder,
        Stream input,
        Stream output,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        using var socket = await ConnectAsync(AgentFiles.Calls(folder), cancellation)
            .ConfigureAwait(false);
        var stream = new NetworkStream(socket);
        await using (stream.ConfigureAwait(false))
        {
            var up = input.CopyToAsync(stream, cancellation);
            var down = stream.CopyToAsync(output, cancellation);
            await Task.WhenAny(up, down).ConfigureAwait(false);
        }
    }

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var socket = UnixSocket.Open();
            try
            {
                await socket
                    .ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation)
                    .ConfigureAwait(false);
                return socket;
            }
            catch (SocketException missing)
            {
                socket.Dispose();
                if (deadline.IsCancellationRequested)
                {
                    throw new LabAgentMissingException(path, missing.Message);
                }
            }
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }
}
