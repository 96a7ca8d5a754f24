using Hardening.Policies;
using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>Sends each service's packets, and no others, to the service's chain.</summary>
internal static class Dispatch
{
    // One chain must fit into one section, see SectionPacking.
    private const int MaxRules = 300;

    /// <summary>The chains, the entry last.</summary>
    public static IEnumerable<RuleChain> Chains(Policy policy, ChainNaming naming)
    {
        var rules = Rules(policy, naming).ToEquatableArray();
        if (rules.Count <= MaxRules)
        {
            return [new RuleChain(ChainNaming.Entry, rules)];
        }
        var parts = rules
            .Chunk(MaxRules)
            .Select(
                (part, index) => new RuleChain(naming.Dispatch(index + 1), part.ToEquatableArray())
            )
            .ToList();
        var jumps = parts.Select(part => new Rule([], new Target.Jump(part.Name)));
        return [.. parts, new RuleChain(ChainNaming.Entry, jumps.ToEquatableArray())];
    }

    private static IEnumerable<Rule> Rules(Policy policy, ChainNaming naming) =>
        from item in policy.Services
        from endpoint in item.Service.Endpoints
        select new Rule(
            [new Match.DestinationPort(endpoint.Transport.Keyword(), endpoint.Port)],
            new Target.Goto(naming.Root(item.Service))
        );
}
