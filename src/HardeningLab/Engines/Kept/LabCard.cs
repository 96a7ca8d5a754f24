using System.Text.Json.Serialization;
using Hardening;
using Hardening.Policies;
using Hardening.Rulesets;

namespace HardeningLab.Engines.Kept;

/// <summary>What is known of a lab that is kept.</summary>
/// <param name="Name">Its name, one of <see cref="LabName"/>.</param>
/// <param name="Engine">What it was made with: <c>netns</c>, <c>docker</c>.</param>
/// <param name="PolicyFile">The policy's file, as it was named.</param>
/// <param name="PolicyText">The whole policy, as it was when the lab was made.</param>
/// <param name="Protections">What was put in force; beside rules, only whether iptables meant iptables-legacy.</param>
/// <param name="Rules">Somebody else's rules that were put in force instead.</param>
/// <param name="Since">When it was made.</param>
public sealed record LabCard(
    string Name,
    string Engine,
    string PolicyFile,
    string PolicyText,
    EquatableArray<ProtectionName> Protections,
    EquatableArray<RulesetFile> Rules,
    DateTimeOffset Since
)
{
    /// <summary>Whether nothing was put in force.</summary>
    [JsonIgnore]
    public bool IsBare => Protections.Count == 0 && Rules.Count == 0;

    /// <summary>What was put in force, as people name it: protections, or the files of somebody else's rules.</summary>
    [JsonIgnore]
    public IEnumerable<string> InForce =>
        Rules.Count > 0
            ? Rules.Select(file => file.Name)
            : Protections.Select(protection => protection.Text());

    /// <summary>The text of a policy's file, for a card to keep.</summary>
    /// <param name="path">The file, as it is named.</param>
    /// <exception cref="InputException">It can't be read.</exception>
    public static string ReadPolicyFile(string path) => Hardening.Policies.PolicyText.OfFile(path);

    /// <summary>Reads the policy again.</summary>
    public Policy ReadPolicy() => PolicyReader.Read(PolicyText, PolicyFile);
}
