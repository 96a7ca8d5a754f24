using HardeningLab.Kernel;

namespace HardeningLab.Netlink;

/// <summary>
/// Whether a link can send. The end of a veth pair that is set up first has its carrier only once the other is up too, and
/// the kernel gives it a queue later still, in a worker (net/core/link_watch.c): until then what it sends is lost silently.
/// </summary>
internal static class LinkState
{
    private const ushort NewLink = 16;
    private const ushort OperationalState = 16;
    private const byte Up = 6;
    private const int LinkHeaderLength = 16;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Waits until the link can send. From Linux 6.8 on the question alone makes the kernel do that work at once.</summary>
    /// <param name="route">A route socket in the link's namespace that waits for no other answer.</param>
    /// <param name="link">The link's index.</param>
    /// <exception cref="KernelException">It still can't after 10 s.</exception>
    internal static void WaitUntilUp(NetlinkSocket route, int link)
    {
        if (!SpinWait.SpinUntil(() => Read(route, link) == Up, Deadline))
        {
            throw new KernelException($"waiting for link {link} to come up", Errno.NetworkDown);
        }
    }

    private static byte Read(NetlinkSocket route, int link)
    {
        route.Send(new NetlinkMessages().GetLink(link));
        foreach (var message in new NetlinkReader(route.Receive(wait: true)))
        {
            if (message.Type != NewLink)
            {
                throw new KernelException($"asking for link {link}", -message.Error);
            }
            foreach (var attribute in message.Attributes(LinkHeaderLength))
            {
                if (attribute is { Type: OperationalState, Value: [var state, ..] })
                {
                    return state;
                }
            }
        }
        return 0;
    }
}
