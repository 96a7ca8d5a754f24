using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>How the packets of one family fare that ask for one endpoint of a service.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Family">The packets' family.</param>
/// <param name="Through">What they have to pass.</param>
/// <param name="Differences">What is not as the policy says; none where it holds.</param>
public sealed record ServiceProof(
    string Service,
    Endpoint Endpoint,
    IpFamily Family,
    ProofLayer Through,
    EquatableArray<Finding> Differences
);
