using Hardening.Policies;
using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>Sends each service's packets, and no others, to the service's chain.</summary>
internal static class Dispatch
{
    // One chain must fit into one section, see SectionPacking.
    private const int MaxRules = 300;

    /// <summary>The chains, the entry last.</summary>
    /// <param name="policy">Whose services.</param>
    /// <param name="naming">Of the policy's chains.</param>
    /// <param name="entry">The name of the first chain that a packet meets.</param>
    /// <param name="isFor">Tells a packet for a port of a transport.</param>
    public static IEnumerable<RuleChain> Chains(
        Policy policy,
        ChainNaming naming,
        string entry,
        Func<string, int, Match> isFor
    )
    {
        var rules = Rules(policy, naming, isFor).ToEquatableArray();
        if (rules.Count <= MaxRules)
        {
            return [new RuleChain(entry, rules)];
        }
        var parts = rules
            .Chunk(MaxRules)
            .Select(
                (part, index) =>
                    new RuleChain(naming.Dispatch(entry, index + 1), part.ToEquatableArray())
            )
            .ToList();
        var jumps = parts.Select(part => new Rule([], new Target.Jump(part.Name)));
        return [.. parts, new RuleChain(entry, jumps.ToEquatableArray())];
    }

    private static IEnumerable<Rule> Rules(
        Policy policy,
        ChainNaming naming,
        Func<string, int, Match> isFor
    ) =>
        from item in policy.Services
        from endpoint in item.Service.Endpoints
        select new Rule(
            [isFor(endpoint.Transport.Keyword(), endpoint.Port)],
            new Target.Goto(naming.Root(item.Service))
        );
}
