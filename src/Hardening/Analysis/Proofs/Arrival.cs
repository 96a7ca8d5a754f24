using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>A client's call at a service of this host.</summary>
/// <param name="Source">Whose call it is.</param>
/// <param name="Destination">The address of this host that is asked, of the source's family.</param>
/// <param name="Interface">The interface of this host that the call comes in by.</param>
/// <param name="Endpoint">The service's socket.</param>
public sealed record Arrival(
    Address Source,
    Address Destination,
    string Interface,
    Endpoint Endpoint
)
{
    /// <summary>The port that it is made from, 1 to 65535; null if that is not known.</summary>
    public ushort? SourcePort { get; init; }
}
