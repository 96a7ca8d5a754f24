using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>
/// Says of single calls what rules do with them, so that it can be held against what packets showed. Where it could only guess,
/// it says so: a call's source port, the lengths of its packets and the like are left open.
/// </summary>
public sealed class Forecast
{
    private readonly FilterStudy study;
    private readonly PacketSet possible;
    private readonly PacketSet certain;
    private readonly bool canTell;
    private readonly bool answersLeave;

    /// <summary>Prepares for the rules of one family.</summary>
    /// <param name="study">The rules.</param>
    /// <exception cref="AnalysisFailedException">The rules can't be followed.</exception>
    public Forecast(FilterStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        this.study = study;
        var filter = study.Filter;
        var through = study.Flow.Before(study.Space.All, HookWays.ToHost);
        (possible, certain) = (through.Possible, through.Certain);
        canTell =
            !filter
                .Along(HookWays.ToHost)
                .Any(met => met.Chain.Kind == ChainKind.Nat && HasRules(met))
            && !filter
                .Tables.SelectMany(table => table.Chains)
                .SelectMany(chain => chain.Rules)
                .SelectMany(rule => rule.Steps)
                .Any(step => step is Step.Change { Field: PacketField.ConnectionState });
        answersLeave =
            !HasRules(filter, HookPoint.Output)
            && !HasRules(filter, HookPoint.Postrouting)
            && !HasRules(filter, HookPoint.Egress);
    }

    /// <summary>What becomes of a call of one request and one answer, by a client without an open connection.</summary>
    /// <param name="arrival">The call, of the filter's family.</param>
    /// <remarks>Open wherever destinations or states are rewritten, and instead of through where rules stand in the way of the answer.</remarks>
    /// <exception cref="ArgumentException">The call is of the other family.</exception>
    public Outlook Of(Arrival arrival)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        var family = study.Filter.Family;
        if (arrival.Source.Family != family || arrival.Destination.Family != family)
        {
            throw new ArgumentException("the call is of the other family", nameof(arrival));
        }
        if (!canTell)
        {
            return Outlook.Open;
        }
        var packets = Packets(arrival).Select(packet => study.Sets.Of(packet)).ToList();
        return packets.Exists(packet => !packet.Overlaps(possible)) ? Outlook.Stopped
            : answersLeave && packets.TrueForAll(packet => packet.IsSubsetOf(certain))
                ? Outlook.Through
            : Outlook.Open;
    }

    /// <summary>All that must come in for the call to be answered; on loopback the answer comes in as well.</summary>
    private IEnumerable<Condition> Packets(Arrival arrival)
    {
        var (source, destination) = (arrival.Source, arrival.Destination);
        var request = new Condition.AllOf([
            Arrivals.At(arrival.Endpoint),
            Between(source, destination, arrival.Interface),
            .. From(PacketField.SourcePort, arrival.SourcePort),
        ]);
        var answer = new Condition.AllOf([
            Arrivals.By(arrival.Endpoint.Transport),
            Is(PacketField.SourcePort, arrival.Endpoint.Port),
            Between(destination, source, arrival.Interface),
            .. From(PacketField.DestinationPort, arrival.SourcePort),
        ]);
        var isTcp = arrival.Endpoint.Transport == Transport.Tcp;
        yield return new Condition.AllOf([
            Arrivals.First(source.Family),
            Arrivals.Proper(arrival.Endpoint.Transport),
            request,
        ]);
        if (isTcp)
        {
            yield return Later(request, TcpAck);
            yield return Later(request, TcpPushAck);
        }
        if (arrival.Interface != Arrivals.Loopback)
        {
            yield break;
        }
        foreach (var flags in isTcp ? [TcpSynAck, TcpAck, TcpPushAck] : new uint[] { 0 })
        {
            yield return Later(answer, flags);
        }
    }

    private const uint TcpAck = 0x10;
    private const uint TcpPushAck = 0x18;
    private const uint TcpSynAck = 0x12;

    private static Condition.AllOf Later(Condition packet, uint tcpFlags) =>
        new([
            packet,
            Is(PacketField.ConnectionState, (int)TrackingState.Established),
            Is(PacketField.TcpFlags, tcpFlags),
            Is(PacketField.Fragment, 0),
            Is(PacketField.Mark, 0),
            Arrivals.ForHost,
        ]);

    private Condition.AllOf Between(Address source, Address destination, string name) =>
        new([
            Is(PacketField.SourceAddress, source.Bits),
            Is(PacketField.DestinationAddress, destination.Bits),
            // By its number: a name that no rule asks for is one of the others.
            Is(PacketField.InInterface, study.Names.AtomOf(PacketField.InInterface, name)),
        ]);

    private static IEnumerable<Condition> From(PacketField field, ushort? port) =>
        port is { } known ? [Is(field, known)] : [];

    private static Condition.Among Is(PacketField field, UInt128 value) =>
        new(field, [new ValueRange(value, value)]);

    private static bool HasRules(PacketFilter filter, HookPoint point) =>
        filter.Along(point).Any(HasRules);

    private static bool HasRules((ChainTable Of, BaseChain Chain) met) =>
        met.Chain.Default is not Verdict.Accept
        || met.Of.Find(met.Chain.Chain) is { Rules.Count: > 0 };
}
