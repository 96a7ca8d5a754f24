using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Rulesets;

namespace Hardening.Analysis.Proofs;

/// <summary>Puts a difference between rules and policy into words, with a packet that shows it and the rule that decides.</summary>
/// <param name="filter">The rules of the firewall.</param>
/// <param name="names">The names that are told apart.</param>
/// <param name="service">The service.</param>
/// <param name="endpoint">Its socket.</param>
/// <param name="way">The hooks to it.</param>
/// <param name="layer">What the packets have to pass.</param>
/// <param name="wrappers">The files of the wrappers, where those are part of it.</param>
/// <param name="isPart">Whether something else stands before or behind the layer, so that its faults alone violate nothing.</param>
internal sealed class Difference(
    PacketFilter filter,
    NameAtoms names,
    Service service,
    Endpoint endpoint,
    IReadOnlyList<HookPoint> way,
    ProofLayer layer,
    WrapperTables? wrappers,
    bool isPart
)
{
    private static readonly ByFamily OwnAddresses = new(
        ["192.168.1.10", "192.0.2.1"],
        ["2001:db8::1", "fd00::10"]
    );

    private string Asked => service.WrapperNames is [var name, ..] ? name : "ALL";

    internal Finding LetIn(PacketSet set, ArrivalKind kind) =>
        Of(
            set,
            kind,
            "let-in",
            (layer, kind) switch
            {
                (ProofLayer.Wrappers, ArrivalKind.Loopback) =>
                    "is granted by the wrappers over loopback, and the policy says that the host is not",
                (ProofLayer.Wrappers, _) =>
                    "is granted by the wrappers, and the policy lets nobody in from there",
                (_, ArrivalKind.Loopback) =>
                    "gets in over loopback, and the policy says that the host does not",
                (_, ArrivalKind.OwnAddress) =>
                    "gets in from an address of the host's own, and the policy lets nobody in from there: to the wrappers that is no loopback",
                _ => "gets in, and the policy lets nobody in from there",
            },
            layer == ProofLayer.Firewall
                ? "deny it: what the policy does not allow is to meet a DROP or a REJECT before any ACCEPT"
                : $"let no line of hosts.allow grant it, and deny the rest: `{Asked} : ALL` in hosts.deny"
        );

    internal Finding KeptOut(PacketSet set, ArrivalKind kind) =>
        Of(
            set,
            kind,
            kind == ArrivalKind.Loopback ? "loopback-kept-out" : "kept-out",
            (layer, kind) switch
            {
                (ProofLayer.Wrappers, ArrivalKind.Loopback) =>
                    "is denied by the wrappers: the host can't ask itself over loopback, and the policy says it can",
                (ProofLayer.Wrappers, _) => "is denied by the wrappers, and the policy lets it in",
                (_, ArrivalKind.Loopback) =>
                    "is kept out: the host can't ask itself over loopback, and the policy says it can",
                (_, ArrivalKind.OwnAddress) =>
                    "is kept out, and the policy lets it in from this address of the host's own",
                _ => "is kept out, and the policy lets it in",
            },
            (layer, kind) switch
            {
                (ProofLayer.Wrappers, ArrivalKind.Loopback) =>
                    $"grant it in hosts.allow before anything denies it: `{Asked} : 127.0.0.0/8 [::1]`",
                (ProofLayer.Wrappers, _) =>
                    $"grant it in hosts.allow before anything denies it: `{Asked} : ` and the prefix",
                (_, ArrivalKind.Loopback) =>
                    "let in what comes over lo (`-i lo -j RETURN`, or ACCEPT) before anything is denied",
                _ => "let it in before anything is denied",
            }
        );

    /// <summary>Of packets from <c>::ffff:0:0/96</c>, which nobody sends who means well.</summary>
    internal Finding Forged(PacketSet set)
    {
        var finding = Of(
            set,
            ArrivalKind.Remote,
            "mapped-source",
            "is granted by the wrappers: to libwrap a source forged like this one is the address of IPv4 in it. No answer goes back there, but the daemon does what it is asked",
            "put a firewall in front, which tells the two apart: add iptables or nftables to the policy's `with`"
        );
        return finding with { Severity = Severity.Warning };
    }

    private Finding Of(PacketSet set, ArrivalKind kind, string id, string what, string fix)
    {
        var certain = set.Certain;
        var shown = certain.IsEmpty ? set : certain;
        var packet = NaturalPackets.In(
            kind == ArrivalKind.OwnAddress ? FromOwnAddress(shown) : shown,
            filter.Family,
            names,
            kind == ArrivalKind.Loopback
        );
        var (place, unplaced) = Decision(packet);
        var unknown = certain.IsEmpty ? string.Join(", ", set.Unknowns) : string.Empty;
        var alone = isPart
            ? layer == ProofLayer.Firewall
                ? " by the firewall alone"
                : " by the wrappers alone"
            : "";
        return new Finding(
            id,
            isPart ? Severity.Warning : Severity.Error,
            place?.File,
            place?.Line,
            $"{service.Name} {endpoint} over {filter.Family}{alone}: {packet} {what}"
                + (unknown.Length > 0 ? $", as far as can be known: it depends on {unknown}" : "")
                + (place is null ? $"; {unplaced}" : $"; decided by {Quotation.Of(place.Text)}"),
            fix
        )
        {
            Packet = packet,
            DependsOn = certain.IsEmpty ? set.Unknowns.ToEquatableArray() : [],
        };
    }

    /// <summary>The firewall's rule where that stops the packet; behind it, the wrappers' line.</summary>
    private (RulePlace? Place, string Unplaced) Decision(Packet packet)
    {
        const string NoRule = "no rule is there that it would meet";
        var end =
            layer == ProofLayer.Wrappers
                ? new WalkEnd(packet, IsThrough: true, null)
                : new Walk(filter).Take(packet, way);
        if (wrappers is null || !end.IsThrough)
        {
            return (end.DecidedBy, NoRule);
        }
        if (AskingDaemon.Of(service) is not { } daemon)
        {
            return (null, "its daemon never asks the wrappers");
        }
        var decision = new AccessCheck(
            wrappers,
            question => packet.Answers.GetValueOrDefault(question)
        ).Decide(
            AccessRequest.Of(
                daemon,
                new Address(filter.Family, end.Packet[PacketField.SourceAddress]),
                new Address(filter.Family, end.Packet[PacketField.DestinationAddress]),
                endpoint.Port
            )
        );
        return (
            decision.DecidedBy,
            "neither hosts.allow nor hosts.deny matches it, so it is granted"
        );
    }

    /// <summary>The host asks itself, where such packets are among them.</summary>
    private PacketSet FromOwnAddress(PacketSet set)
    {
        foreach (var own in OwnAddresses.Of(filter.Family))
        {
            var self =
                set
                & set.OfValue(PacketField.SourceAddress, own)
                & set.OfValue(PacketField.DestinationAddress, own);
            if (!self.IsEmpty)
            {
                return self;
            }
        }
        return set;
    }

    private sealed record ByFamily(string[] Ipv4, string[] Ipv6)
    {
        public IEnumerable<UInt128> Of(IpFamily family) =>
            (family == IpFamily.IPv4 ? Ipv4 : Ipv6).Select(text => Address.Parse(text).Bits);
    }
}
