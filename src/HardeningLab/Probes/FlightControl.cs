using Hardening.Policies;
using HardeningLab.Engines.Netns;
using HardeningLab.Engines.Netns.Kernel;
using HardeningLab.Engines.Netns.Taps;

namespace HardeningLab.Probes;

/// <summary>
/// Sends many probes at once and watches each to its verdict, on one thread: it hops between the namespaces to open
/// sockets, and reads taps and sockets in the order that lets a fence prove a drop.
/// </summary>
internal sealed class FlightControl : IDisposable
{
    /// <summary>More at once and rpcbind's socket buffer overflows: delivered, but never answered.</summary>
    private const int MaxInFlight = 32;

    private const ushort FirstSourcePort = 20000;
    private const ushort LastSourcePort = 60999;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly NetnsTopology topology;
    private readonly Func<string?> targetFault;
    private readonly Poll poll = new();
    private readonly LinkTap links;
    private readonly TokenListeners listeners;
    private readonly Dictionary<int, Link> linkByIndex;
    private readonly Dictionary<string, Link> linkByName;
    private readonly Flight?[] byPort = new Flight?[1 << 16];
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly List<Flight> flying = new(MaxInFlight);
    private readonly Queue<Flight> waiting = new();
    private Observer? observer;
    private Judgement judgement = new(isObserved: false, Patience);
    private ushort lastPort = FirstSourcePort;
    private uint lastXid;

    /// <summary>Opens the taps on the calling thread, which must be one of our own and stay the only one to use this.</summary>
    /// <param name="topology">The lab's hosts.</param>
    /// <param name="tokenEndpoints">Where the target gets a listener that gives tokens back.</param>
    /// <param name="targetFault">Why the target can't answer any more; null while it can.</param>
    internal FlightControl(
        NetnsTopology topology,
        IEnumerable<Endpoint> tokenEndpoints,
        Func<string?> targetFault
    )
    {
        this.topology = topology;
        this.targetFault = targetFault;
        // A link delivers in order only to one processor; a thread that moves would let a fence overtake a probe.
        Processor.StayOnThisOne();
        linkByIndex = topology.Links.ToDictionary(link => link.TargetIndex);
        linkByName = topology.Links.ToDictionary(link => link.Name, StringComparer.Ordinal);
        topology.Target.Enter();
        links = new LinkTap();
        poll.Watch(links.Descriptor, Poll.Other);
        listeners = new TokenListeners(tokenEndpoints, poll);
    }

    /// <summary>From now on deliveries and rules are seen too; the observer's rules must be loaded by now.</summary>
    internal void Observe(bool withLegacy)
    {
        topology.Target.Enter();
        observer = Observer.Open(withLegacy);
        judgement = new Judgement(isObserved: true, Patience);
        foreach (var descriptor in observer.Descriptors)
        {
            poll.Watch(descriptor, Poll.Other);
        }
    }

    /// <summary>Sends every probe and gives an observation for each, in the same order.</summary>
    /// <param name="probes">What to ask.</param>
    /// <param name="landed">Told now and then how many have their verdict.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    internal Observation[] Ask(
        IReadOnlyList<Probe> probes,
        Action<int> landed,
        CancellationToken cancellation
    )
    {
        var observations = new Observation[probes.Count];
        Array.Clear(byPort);
        waiting.Clear();
        for (var number = 0; number < probes.Count; number++)
        {
            waiting.Enqueue(
                new Flight(number, probes[number], linkByName[probes[number].Source.Via])
            );
        }
        try
        {
            while (waiting.Count > 0 || flying.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Launch();
                poll.Wait(flying.Count == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(50), Hear);
                if (ReadTaps())
                {
                    DoubtAll();
                }
                Land(observations);
                landed(probes.Count - waiting.Count - flying.Count);
            }
            return observations;
        }
        finally
        {
            flying.ForEach(flight => flight.Land());
            flying.Clear();
        }
    }

    private void Launch()
    {
        var launched = flying.Count;
        while (flying.Count < MaxInFlight && waiting.TryDequeue(out var flight))
        {
            flying.Add(flight);
            Launch(flight);
        }
        SendFences(flying.Skip(launched));
        foreach (var flight in flying)
        {
            if (flight.Fence == 0)
            {
                flight.Fence = flight.Link.Fence.Last;
            }
        }
    }

    private static void SendFences(IEnumerable<Flight> behind)
    {
        foreach (var link in behind.Select(flight => flight.Link).Distinct())
        {
            link.Fence.Send();
        }
    }

    /// <summary>
    /// A tap lost something: nothing may be concluded for anybody on the way from what was not seen. A fence may be among
    /// what was lost, so there are new ones.
    /// </summary>
    private void DoubtAll()
    {
        flying.ForEach(flight => flight.IsDoubtful = true);
        SendFences(flying);
    }

    private void Launch(Flight flight)
    {
        var conversation = Conversation.About(flight.Probe, ++lastXid);
        try
        {
            ProbeSocket? socket;
            do
            {
                lastPort = lastPort < LastSourcePort ? (ushort)(lastPort + 1) : FirstSourcePort;
            } while (!ProbeSocket.TryOpen(flight.Probe, flight.Link, lastPort, out socket));
            byPort[lastPort] = flight;
            flight.Launch(socket!, lastPort, conversation); // opened, or TryOpen had thrown
            poll.Watch(socket!.Descriptor, lastPort, alsoWritable: flight.IsTcp);
        }
        catch (KernelException refused)
        {
            flight.Fail(refused.Message);
        }
    }

    /// <summary>Something happened on a socket; the token is a probe's source port.</summary>
    private void Hear(int token)
    {
        if (token == Poll.Other)
        {
            return;
        }
        if (token < 0)
        {
            listeners.Hear(token);
            return;
        }
        if (byPort[token] is { Socket: not null } flight && flight.Read(buffer))
        {
            poll.Rewatch(flight.Socket!.Descriptor, token);
        }
    }

    /// <summary>
    /// Links first: once a fence is seen there, whatever became of the packets before it already waits in the other taps.
    /// </summary>
    /// <returns>Whether something was lost, so that nothing may be concluded from what was not seen.</returns>
    private bool ReadTaps()
    {
        while (links.TryRead(out var seen))
        {
            if (
                seen.FenceNumber != 0
                && linkByIndex.TryGetValue(seen.InterfaceIndex, out var fenced)
            )
            {
                fenced.Fence.See(seen.FenceNumber);
            }
            else if (
                seen.Packet is { } packet
                && FlightOf(packet) is { } flight
                && flight.Link.TargetIndex == seen.InterfaceIndex
            )
            {
                flight.SeeArrival(packet);
            }
        }
        var isLossy = links.TakeLost() > 0;
        if (observer is null)
        {
            return isLossy;
        }
        observer.Delivered.Drain((packet, _) => SeeDelivery(packet));
        observer.Trace.Drain(
            (packet, rule) =>
            {
                if (FlightOf(packet) is { } flight)
                {
                    flight.Rule = rule;
                }
            }
        );
        observer.Legacy?.Drain(SeeLegacyTrace);
        return isLossy | observer.Delivered.TakeLoss();
    }

    /// <summary>A delivery that comes after the verdict takes a drop back: the probe is sent again.</summary>
    private void SeeDelivery(PacketHeader packet)
    {
        if (FlightOf(packet) is not { } flight)
        {
            return;
        }
        flight.SeeDelivery();
        if (flight.HasDropped)
        {
            flight.HasDropped = false;
            waiting.Enqueue(flight);
        }
    }

    private void SeeLegacyTrace(PacketHeader packet, string prefix)
    {
        var family = packet.Source.Family == Hardening.Addresses.IpFamily.IPv4 ? "ip" : "ip6";
        if (
            FlightOf(packet) is { } flight
            && RuleHandle.TryReadLegacy(prefix, family, out var rule)
        )
        {
            flight.Rule = rule;
        }
    }

    private Flight? FlightOf(PacketHeader packet) =>
        byPort[packet.SourcePort] is { } flight
        && flight.SourcePort == packet.SourcePort
        && flight.Probe.Endpoint.Port == packet.DestinationPort
        && flight.IsTcp == (packet.Protocol == PacketHeader.Tcp)
            ? flight
            : null;

    private void Land(Observation[] observations)
    {
        for (var index = flying.Count - 1; index >= 0; index--)
        {
            var flight = flying[index];
            var isFenced = flight.Fence <= flight.Link.Fence.Seen;
            var outcome = judgement.Of(flight, isFenced, targetFault);
            if (outcome is Outcome.Flying)
            {
                continue;
            }
            flight.Land();
            flying.RemoveAt(index);
            if (outcome is Outcome.Landed(var observation))
            {
                observations[flight.Number] = observation;
                flight.HasDropped = observation.Verdict == Verdict.Dropped;
            }
            else
            {
                waiting.Enqueue(flight);
            }
        }
    }

    public void Dispose()
    {
        observer?.Dispose();
        listeners.Dispose();
        links.Dispose();
        poll.Dispose();
    }
}
