using Hardening;
using Hardening.Analysis;
using Hardening.Changes;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using HardeningLab.Engines;

namespace HardeningLab.Matrices;

/// <summary>Puts a policy's protections, or somebody else's rules, in force in a lab.</summary>
internal sealed class RulesInForce
{
    /// <summary>What an ordinary user's socket buffer takes in one nftables transaction.</summary>
    private const int MaxElements = 1000;

    private readonly RulesetLoader nft;
    private readonly RulesetLoader legacy;

    internal RulesInForce(ILab lab)
    {
        nft = new RulesetLoader(lab, Books, isLegacy: false);
        legacy = new RulesetLoader(lab, Books, isLegacy: true);
    }

    /// <summary>Which rule sits where.</summary>
    internal RuleBooks Books { get; } = new();

    /// <summary>All that was loaded, in that order.</summary>
    internal List<RulesetFile> Loaded { get; } = [];

    /// <summary>What the tools refused.</summary>
    internal IEnumerable<Finding> Findings => nft.Findings.Concat(legacy.Findings);

    /// <param name="host">All the rules of a host.</param>
    /// <param name="cancellation">Stops the tool that runs.</param>
    internal async Task LoadAsync(HostRules host, CancellationToken cancellation)
    {
        foreach (var file in host.Files)
        {
            await nft.LoadAsync(file, isOurs: false, cancellation).ConfigureAwait(false);
            Loaded.Add(file);
        }
        foreach (var file in host.Legacy)
        {
            await legacy.LoadAsync(file, isOurs: false, cancellation).ConfigureAwait(false);
            Loaded.Add(file);
        }
    }

    /// <param name="policy">The policy.</param>
    /// <param name="protections">What puts it in force; beside rules, only whether iptables means iptables-legacy.</param>
    /// <param name="rules">Somebody else's rulesets, instead of the protections.</param>
    /// <param name="cancellation">Stops the tool that runs.</param>
    internal async Task LoadAsync(
        Policy policy,
        EquatableArray<ProtectionName> protections,
        EquatableArray<RulesetFile> rules,
        CancellationToken cancellation
    )
    {
        foreach (var file in rules)
        {
            var loader = protections.Contains(ProtectionName.IptablesLegacy) ? legacy : nft;
            await loader.LoadAsync(file, isOurs: false, cancellation).ConfigureAwait(false);
            Loaded.Add(file);
        }
        foreach (var protection in rules.Count == 0 ? protections : [])
        {
            var loader = protection == ProtectionName.IptablesLegacy ? legacy : nft;
            foreach (var file in Protection.Rulesets(policy, protection, MaxElements))
            {
                await loader.LoadAsync(file, isOurs: true, cancellation).ConfigureAwait(false);
                Loaded.Add(file);
            }
        }
    }
}
