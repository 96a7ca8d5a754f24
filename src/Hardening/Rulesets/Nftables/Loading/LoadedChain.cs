using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Loading;

/// <summary>A chain as the texts so far left it.</summary>
/// <param name="name">Unique in its table.</param>
internal sealed class LoadedChain(string name)
{
    internal string Name { get; set; } = name;

    internal Hook? Hook { get; set; }

    /// <summary>Where the hook was said.</summary>
    internal RulePlace? HookPlace { get; set; }

    /// <summary>Whether a packet that no rule decided is dropped.</summary>
    internal bool DropsByDefault { get; set; }

    /// <summary>Where the policy was said; null if it was not.</summary>
    internal RulePlace? PolicyPlace { get; set; }

    internal List<PlacedRule> Rules { get; } = [];
}
