using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Walks;

namespace Hardening.Analysis.Proofs;

/// <summary>What the rules do with every packet there could be, beside what the policy says.</summary>
/// <param name="Services">For each service, transport, family and layer.</param>
/// <param name="Findings">Every difference, with one packet for each.</param>
public sealed record StaticProof(
    EquatableArray<ServiceProof> Services,
    EquatableArray<Finding> Findings
)
{
    /// <summary>The clients of all differences that a call over TCP or UDP by a wire can show.</summary>
    public IEnumerable<Witness> Witnesses =>
        (
            from service in Services
            from difference in service.Differences
            where difference.Packet is not null
            let packet = difference.Packet
            where packet.Names.GetValueOrDefault(PacketField.InInterface) != Arrivals.Loopback
            let port = (ushort)packet[PacketField.SourcePort]
            select new Witness(
                service.Service,
                new Address(packet.Family, packet[PacketField.SourceAddress]),
                port is 0 or NaturalPackets.ClientPort ? null : port
            )
        ).Distinct();

    /// <summary>Whether every packet meets the fate that the policy says.</summary>
    public bool Holds => Findings.All(finding => finding.Severity != Severity.Error);
}
