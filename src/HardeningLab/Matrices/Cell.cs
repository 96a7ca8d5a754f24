using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>Expected beside observed, for one probe.</summary>
/// <param name="Source">The address that asks, as plain text.</param>
/// <param name="Role">Why it was chosen.</param>
/// <param name="Destination">The target's address that is asked, as plain text.</param>
/// <param name="Via">The target's interface that the packet arrives on.</param>
/// <param name="Service">The service as the policy names it.</param>
/// <param name="Transport">The transport.</param>
/// <param name="Port">The port of the target that is asked, 1 to 65535.</param>
/// <param name="Family">The family of both addresses.</param>
/// <param name="Version">The version of the RPC program; null for a service without one.</param>
/// <param name="Procedure">The RPC procedure in lower case, such as <c>dump</c>; null for a service without one.</param>
/// <param name="Expected">What the policy asks for.</param>
/// <param name="Observed">What the packets showed; never <see cref="Verdict.KeptOut"/>.</param>
/// <param name="Milliseconds">From the first packet to the verdict, 0 or more.</param>
/// <param name="Evidence">Why the observed verdict is believed.</param>
public sealed record Cell(
    string Source,
    Role Role,
    string Destination,
    string Via,
    string Service,
    Transport Transport,
    int Port,
    IpFamily Family,
    int? Version,
    string? Procedure,
    Verdict Expected,
    Verdict Observed,
    double Milliseconds,
    Evidence Evidence
)
{
    /// <summary>The port that it asks from; null where it was any that was free.</summary>
    public int? SourcePort { get; init; }

    /// <summary>The source, with its port where that is told: <c>192.0.2.7</c>, <c>192.0.2.7:20</c>, <c>[2001:db8::7]:20</c>.</summary>
    public string Asker => Topologies.Source.NameOf(Source, Family, SourcePort);

    /// <summary>Whether the expectation is satisfied. Nothing is by <see cref="Verdict.Inconclusive"/> or <see cref="Verdict.Error"/>.</summary>
    public bool Ok =>
        Observed switch
        {
            Verdict.Allowed => Expected is Verdict.Allowed,
            Verdict.Denied or Verdict.Dropped or Verdict.Rejected or Verdict.Closed => Expected
                is Verdict.KeptOut
                || Expected == Observed,
            _ => false,
        };

    /// <summary>What <c>--only</c> calls this cell.</summary>
    public string Name => NameOf(Asker, Service, Transport, Version, Procedure);

    /// <summary>The name of a cell before there is one: <c>192.168.0.255/portmap/udp/v2.dump</c>, <c>10.9.0.0/rsync/tcp</c>.</summary>
    /// <param name="source">The address that asks, with its port where that matters.</param>
    /// <param name="service">The service as the policy names it.</param>
    /// <param name="transport">The transport.</param>
    /// <param name="version">The version of the RPC program, if any.</param>
    /// <param name="procedure">The RPC procedure, if any; only with a version.</param>
    public static string NameOf(
        string source,
        string service,
        Transport transport,
        int? version,
        string? procedure
    )
    {
        var name = $"{source}/{service}/{transport.Text()}";
        return (version, procedure) switch
        {
            (null, _) => name,
            (_, null) => $"{name}/v{version}",
            _ => $"{name}/v{version}.{procedure}",
        };
    }
}
