using Hardening;
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
    internal bool IsOurs => Rules.Count == 0;

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
