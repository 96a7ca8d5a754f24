using Hardening;
using Hardening.Changes;
using Hardening.Policies;
using Hardening.Rulesets;

namespace HardeningLab.Matrices;

/// <summary>What to prove, and how.</summary>
/// <param name="Policy">The policy that is to hold.</param>
/// <param name="Protections">What puts it in force; with <paramref name="Rules"/>, only whether iptables means iptables-legacy.</param>
/// <param name="Rules">Somebody else's rulesets, proved instead of our own protections; none is the default.</param>
/// <param name="IsEach">Whether each protection is also proved alone.</param>
/// <param name="IsExhaustive">Whether every source asks every version and procedure.</param>
/// <param name="Only">Which cells to ask.</param>
public sealed record ProofRequest(
    Policy Policy,
    EquatableArray<ProtectionName> Protections,
    EquatableArray<RulesetFile> Rules,
    bool IsEach,
    bool IsExhaustive,
    CellFilter Only
)
{
    /// <summary>The rules that a host has, proved instead of our own protections; null for none.</summary>
    public HostRules? Host { get; init; }

    /// <summary>Whether the policy is applied on top of the host's rules, as it would be there.</summary>
    public bool IsRehearsal { get; init; }

    internal bool IsOurs => Rules.Count == 0 && Host is null;

    /// <summary>Whether tables of iptables-legacy are in play.</summary>
    internal bool IsLegacy(EquatableArray<ProtectionName> inForce) =>
        inForce.Contains(ProtectionName.IptablesLegacy)
        || Host is { Legacy.Count: > 0 }
        || (IsRehearsal && Policy.With.Contains(ProtectionName.IptablesLegacy));

    /// <summary>What is put in force together, one after the other; all of it last.</summary>
    internal IEnumerable<EquatableArray<ProtectionName>> Layers
    {
        get
        {
            if (IsEach && IsOurs && Protections.Count > 1)
            {
                foreach (var protection in Protections)
                {
                    yield return [protection];
                }
            }
            yield return Protections;
        }
    }
}
