using System.Diagnostics;
using Hardening.Policies;
using HardeningLab.Kernel;
using HardeningLab.Taps;

namespace HardeningLab.Probes;

/// <summary>
/// Sends many probes at once and watches each to its verdict, on one thread: it hops between the namespaces to open
/// sockets, and reads taps and sockets in the order that lets a fence prove a drop.
/// </summary>
internal sealed class FlightControl : IAsyncDisposable
{
    /// <summary>More at once and rpcbind's socket buffer overflows: delivered, but never answered.</summary>
    private const int MaxInFlight = 32;

    private const ushort FirstSourcePort = 20000;
    private const ushort LastSourcePort = 60999;

    // A busy machine has let rpcbind wait for more than two.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The longest that the deadlines of flights go unlooked at.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly Wiring wiring;
    private readonly Func<string?> targetFault;
    private readonly Poll poll = new();
    private readonly Lookout lookout;
    private readonly TokenListeners listeners;
    private readonly Dictionary<string, TargetLink> linkByName;
    private readonly Flight?[] byPort = new Flight?[1 << 16];
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly List<Flight> flying = new(MaxInFlight);
    private readonly Queue<Flight> waiting = new();
    private Judgement judgement = new(isObserved: false, Patience);
    private ushort lastPort = FirstSourcePort;
    private uint lastXid;

    /// <summary>Opens the taps on the calling thread, which must be one of our own and stay the only one to use this.</summary>
    /// <param name="wiring">The target and the ways into it.</param>
    /// <param name="tokenEndpoints">Where the target gets a listener that gives tokens back.</param>
    /// <param name="targetFault">Why the target can't answer any more; null while it can.</param>
    internal FlightControl(
        Wiring wiring,
        IEnumerable<Endpoint> tokenEndpoints,
        Func<string?> targetFault
    )
    {
        this.wiring = wiring;
        this.targetFault = targetFault;
        // A link delivers in order only to one processor; a thread that moves would let a fence overtake a probe.
        Processor.StayOnThisOne();
        linkByName = wiring.Links.ToDictionary(link => link.Name, StringComparer.Ordinal);
        wiring.Target.Enter();
        lookout = new Lookout(wiring.Links, poll, port => byPort[port], TakeBack);
        listeners = new TokenListeners(tokenEndpoints, poll);
    }

    /// <summary>From now on deliveries and rules are seen too; the observer's rules must be loaded by now.</summary>
    internal void Observe(bool withLegacy)
    {
        wiring.Target.Enter();
        lookout.Observe(Observer.Open(withLegacy));
        judgement = new Judgement(isObserved: true, Patience);
    }

    /// <summary>From now on arrivals and answers alone are seen.</summary>
    internal void StopObserving()
    {
        lookout.StopObserving();
        judgement = new Judgement(isObserved: false, Patience);
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
        if (probes.Count == 0)
        {
            return [];
        }
        var observations = new Observation[probes.Count];
        Array.Clear(byPort);
        // What other programs of the lab sent since the last time is nobody's here.
        lookout.Look();
        waiting.Clear();
        for (var number = 0; number < probes.Count; number++)
        {
            waiting.Enqueue(
                new Flight(number, probes[number], linkByName[probes[number].Source.Via])
            );
        }
        try
        {
            do
            {
                cancellation.ThrowIfCancellationRequested();
                Launch();
                poll.Wait(Glance, Hear);
                if (lookout.Look())
                {
                    DoubtAll();
                }
                Land(observations);
                landed(probes.Count - waiting.Count - flying.Count);
            } while (flying.Count > 0 || waiting.Count > 0 || HasLateNews());
            return observations;
        }
        finally
        {
            flying.ForEach(flight => flight.Land());
            flying.Clear();
        }
    }

    /// <summary>Serves whoever asks the listeners beside the probes, and forgets what the taps saw of that.</summary>
    internal void Serve()
    {
        Array.Clear(byPort);
        poll.Wait(TimeSpan.Zero, Hear);
        lookout.Look();
    }

    /// <summary>Behind one more fence on every link, nothing of this round can come any more.</summary>
    /// <returns>Whether a delivery came after its verdict, so that there is a probe to send again.</returns>
    private bool HasLateNews()
    {
        foreach (var link in wiring.Links)
        {
            link.Fence.Send();
        }
        var sent = Stopwatch.GetTimestamp();
        while (
            wiring.Links.Any(link => link.Fence.Seen < link.Fence.Last)
            && Stopwatch.GetElapsedTime(sent) < Patience
        )
        {
            poll.Wait(Glance, Hear);
            lookout.Look();
        }
        return waiting.Count > 0;
    }

    private void Launch()
    {
        var launched = flying.Count;
        for (var turns = waiting.Count; turns > 0 && flying.Count < MaxInFlight; turns--)
        {
            var flight = waiting.Dequeue();
            if (flight.Probe.Source.Port is { } port && IsTaken(port))
            {
                waiting.Enqueue(flight);
                continue;
            }
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
            var (socket, port) = Open(flight);
            byPort[port] = flight;
            flight.Launch(socket, port, conversation);
            poll.Watch(socket.Descriptor, port, alsoWritable: flight.IsTcp);
        }
        catch (KernelException refused)
        {
            flight.Fail(refused.Message);
        }
    }

    /// <summary>Opens a flight's socket at a port that no other flight is under way from, as ports tell them apart.</summary>
    private (ProbeSocket Socket, ushort Port) Open(Flight flight)
    {
        ProbeSocket? socket;
        if (flight.Probe.Source.Port is { } wanted)
        {
            return ProbeSocket.TryOpen(flight.Probe, flight.Link, wanted, out socket)
                ? (socket!, wanted) // true: opened
                : throw new KernelException($"binding {flight.Probe.Source.Name}", Errno.AddrInUse);
        }
        do
        {
            lastPort = lastPort < LastSourcePort ? (ushort)(lastPort + 1) : FirstSourcePort;
        } while (
            IsTaken(lastPort)
            || !ProbeSocket.TryOpen(flight.Probe, flight.Link, lastPort, out socket)
        );
        return (socket!, lastPort); // opened, or TryOpen had thrown
    }

    private bool IsTaken(ushort port) => byPort[port] is { Socket: not null };

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

    /// <summary>A delivery that comes after the verdict takes a drop back: the probe is sent again.</summary>
    private void TakeBack(Flight flight)
    {
        flight.HasDropped = false;
        waiting.Enqueue(flight);
    }

    private void Land(Observation[] observations)
    {
        for (var index = flying.Count - 1; index >= 0; index--)
        {
            var flight = flying[index];
            var isFenced = flight.Fence <= flight.Link.Fence.Seen;
            if (isFenced && !flight.Delivered)
            {
                // A refusal may have come after the sockets were read, and before the fence.
                flight.LookForRefusal();
            }
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

    public async ValueTask DisposeAsync()
    {
        await lookout.DisposeAsync().ConfigureAwait(false);
        listeners.Dispose();
        poll.Dispose();
    }
}
