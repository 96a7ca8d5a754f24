using Hardening.Addresses;
using HardeningLab.Taps;

namespace HardeningLab.Probes;

/// <summary>Reads the target's taps and tells each flight what was seen of it.</summary>
internal sealed class Lookout : IAsyncDisposable
{
    private readonly Poll poll;
    private readonly Func<ushort, Flight?> flightFrom;
    private readonly Action<Flight> takeBack;
    private readonly Dictionary<int, TargetLink> linkByIndex;
    private readonly LinkTap links = new();
    private Observer? observer;

    /// <summary>Opens the tap of the links in the namespace that the calling thread stands in.</summary>
    /// <param name="links">The ways to the target.</param>
    /// <param name="poll">Wakes up whoever waits when there is something to see.</param>
    /// <param name="flightFrom">The flight that was sent last from a port.</param>
    /// <param name="takeBack">Told of a flight that landed as dropped and was delivered after all.</param>
    internal Lookout(
        IEnumerable<TargetLink> links,
        Poll poll,
        Func<ushort, Flight?> flightFrom,
        Action<Flight> takeBack
    )
    {
        this.poll = poll;
        this.flightFrom = flightFrom;
        this.takeBack = takeBack;
        linkByIndex = links.ToDictionary(link => link.TargetIndex);
        poll.Watch(this.links.Descriptor, Poll.Other);
    }

    /// <summary>From now on deliveries and deciding rules are seen too.</summary>
    internal void Observe(Observer started)
    {
        StopObserving();
        observer = started;
        foreach (var descriptor in started.Descriptors)
        {
            poll.Watch(descriptor, Poll.Other);
        }
    }

    internal void StopObserving()
    {
        // A closed descriptor is not watched any more (epoll(7)).
        observer?.Dispose();
        observer = null;
    }

    /// <summary>
    /// Reads all there is, the links first: once a fence is seen there, whatever became of the packets before it already
    /// waits in the other taps.
    /// </summary>
    /// <returns>Whether something was lost, so that nothing may be concluded from what was not seen.</returns>
    internal bool Look()
    {
        while (links.TryRead(out var seen))
        {
            See(seen);
        }
        var isLossy = links.TakeLost() > 0;
        if (observer is null)
        {
            return isLossy;
        }
        observer.Delivered.Drain((packet, _) => SeeDelivery(packet));
        observer.Trace.Drain(SeeRule);
        observer.Legacy?.Drain(SeeLegacyTrace);
        return isLossy | observer.Delivered.TakeLoss();
    }

    private void See(LinkEvent seen)
    {
        if (seen.FenceNumber != 0)
        {
            linkByIndex.GetValueOrDefault(seen.InterfaceIndex)?.Fence.See(seen.FenceNumber);
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

    private void SeeDelivery(PacketHeader packet)
    {
        if (FlightOf(packet) is not { } flight)
        {
            return;
        }
        flight.SeeDelivery();
        if (flight.HasDropped)
        {
            takeBack(flight);
        }
    }

    private void SeeRule(PacketHeader packet, RuleHandle rule)
    {
        if (FlightOf(packet) is { } flight)
        {
            flight.SeeRule(rule);
        }
    }

    private void SeeLegacyTrace(PacketHeader packet, string prefix)
    {
        var family = packet.Source.Family == IpFamily.IPv4 ? "ip" : "ip6";
        if (RuleHandle.TryReadLegacy(prefix, family, out var rule))
        {
            SeeRule(packet, rule);
        }
    }

    private Flight? FlightOf(PacketHeader packet) =>
        flightFrom(packet.SourcePort) is { } flight
        && flight.SourcePort == packet.SourcePort
        && flight.Probe.Endpoint.Port == packet.DestinationPort
        && flight.IsTcp == (packet.Protocol == PacketHeader.Tcp)
            ? flight
            : null;

    public ValueTask DisposeAsync()
    {
        observer?.Dispose();
        return links.DisposeAsync();
    }
}
