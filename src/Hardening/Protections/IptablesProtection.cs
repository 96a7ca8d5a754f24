using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>
/// A policy as rules of iptables-restore(8) with <c>--noflush</c>. The first rule of INPUT jumps to a chain of our own,
/// which sends a service's packets to the service's chain: allowed ones return, the rest is denied. Nothing is
/// accepted, so other rules still decide about what is allowed here. Where published ports are guarded, the first rule of
/// Docker's chain DOCKER-USER leads to the same chains.
/// </summary>
/// <remarks>
/// A chain is declared in the section that fills it, behind the chains that it goes to, and INPUT's jump is in the last
/// one: whatever was loaded so far, no packet meets a chain that is empty or half full. Loading the same text again
/// changes no verdict; it leaves a second jump in INPUT.
/// </remarks>
public static class IptablesProtection
{
    /// <summary>The rules of one family as a tree.</summary>
    public static Ruleset Ruleset(Policy policy, IpFamily family)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var naming = new ChainNaming(policy, family);
        var denial = new Denial(policy.Otherwise, family);
        List<RuleChain> chains = [];
        foreach (var item in policy.Services)
        {
            var tree = new ChainTree(
                item.Sources.Prefixes(family),
                number => naming.Below(item.Service, number),
                denial.Rules(item.Service)
            );
            chains.AddRange(
                tree.Grow(
                    naming.Root(item.Service),
                    policy.LoopbackAllowed
                        ? [new Rule([FromLoopback], new Target.Return())]
                        : denial.Rules(item.Service, FromLoopback)
                )
            );
        }
        List<Command> jumps = [JumpFrom("INPUT", ChainNaming.Entry)];
        chains.AddRange(
            Dispatch.Chains(
                policy,
                naming,
                ChainNaming.Entry,
                (name, port) => new Match.ServicePort(name, port)
            )
        );
        if (policy.GuardsPublishedPorts)
        {
            jumps.Add(JumpFrom(ChainName.DockerUser, ChainNaming.PublishedEntry));
            chains.AddRange(
                Dispatch.Chains(
                    policy,
                    naming,
                    ChainNaming.PublishedEntry,
                    (name, port) => new Match.PublishedPort(name, port)
                )
            );
        }
        var sections = SectionPacking.Pack(chains, [.. jumps]);
        return new Ruleset(family, Header(policy, family), sections);
    }

    private static Command.InsertRule JumpFrom(string chain, string entry) =>
        new(chain, 1, new Rule([], new Target.Jump(entry)));

    /// <summary>The rules of one family as text.</summary>
    public static RulesetFile File(Policy policy, IpFamily family) =>
        family == IpFamily.IPv4
            ? new(
                RulesetKind.Iptables,
                "hlab:iptables",
                RulesetPrinter.Print(Ruleset(policy, family))
            )
            : new(
                RulesetKind.Ip6tables,
                "hlab:ip6tables",
                RulesetPrinter.Print(Ruleset(policy, family))
            );

    private static Match FromLoopback { get; } = new Match.InputInterface("lo");

    private static EquatableArray<string> Header(Policy policy, IpFamily family) =>
        [
            $"HardeningLab, policy \"{policy.Name}\"",
            $"Load it with: {(family == IpFamily.IPv4 ? "iptables" : "ip6tables")}-restore --noflush",
        ];
}
