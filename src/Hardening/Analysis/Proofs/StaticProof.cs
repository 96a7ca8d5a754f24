namespace Hardening.Analysis.Proofs;

/// <summary>What the rules do with every packet there could be, beside what the policy says.</summary>
/// <param name="Services">For each service, transport, family and layer.</param>
/// <param name="Findings">Every difference, with one packet for each.</param>
public sealed record StaticProof(
    EquatableArray<ServiceProof> Services,
    EquatableArray<Finding> Findings
)
{
    /// <summary>Whether every packet meets the fate that the policy says.</summary>
    public bool Holds => Findings.All(finding => finding.Severity != Severity.Error);
}
