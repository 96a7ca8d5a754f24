namespace HardeningLab.Kernel;

/// <summary>What packet(7) sockets have in common.</summary>
internal static class PacketSocket
{
    /// <summary>AF_PACKET.</summary>
    internal const int Domain = 17;

    /// <summary>
    /// Closes one. The kernel waits for an RCU grace period, some 10 ms, in which nothing else need wait with it
    /// (net/packet/af_packet.c, packet_release): so each is closed on a thread of its own.
    /// </summary>
    internal static Task CloseAsync(int descriptor) =>
        Task.Factory.StartNew(
            () => _ = Libc.Close(descriptor),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
