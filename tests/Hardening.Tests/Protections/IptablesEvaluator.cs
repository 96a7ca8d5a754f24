using System.Diagnostics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Tests.Protections;

/// <summary>Does with a packet what the kernel would: an independent reading of the rules.</summary>
internal sealed class IptablesEvaluator
{
    private readonly Dictionary<string, List<Rule>> chains = new()
    {
        ["INPUT"] = [],
        ["DOCKER-USER"] = [],
    };

    public IptablesEvaluator(Ruleset ruleset)
    {
        foreach (var section in ruleset.Sections)
        {
            Load(section);
        }
    }

    /// <summary>The most rules that a packet met so far.</summary>
    public int MostRules { get; private set; }

    /// <summary>The most chains that a packet went through so far.</summary>
    public int MostChains { get; private set; }

    public void Load(Section section)
    {
        foreach (var chain in section.Chains)
        {
            chains[chain] = [];
        }
        foreach (var command in section.Commands)
        {
            var index = command is Command.InsertRule insert
                ? insert.Number - 1
                : chains[command.Chain].Count;
            chains[command.Chain].Insert(index, command.Rule);
        }
    }

    /// <summary>The target that denied the packet; null if INPUT's policy decides.</summary>
    public Target? Denial(Packet packet)
    {
        var stack = new Stack<(string Chain, int Next)>();
        var (chain, next, rules, visited) = (packet.IsPassedOn ? "DOCKER-USER" : "INPUT", 0, 0, 0);
        while (true)
        {
            if (next == chains[chain].Count)
            {
                if (!stack.TryPop(out var back))
                {
                    return null;
                }
                (chain, next) = back;
                continue;
            }
            var rule = chains[chain][next++];
            MostRules = Math.Max(MostRules, ++rules);
            if (!rule.Matches.All(match => Holds(match, packet)))
            {
                continue;
            }
            switch (rule.Target)
            {
                case Target.Drop or Target.RejectWith:
                    return rule.Target;
                case Target.Return:
                    next = chains[chain].Count;
                    break;
                case Target.Jump jump:
                    stack.Push((chain, next));
                    (chain, next) = (jump.Chain, 0);
                    MostChains = Math.Max(MostChains, ++visited);
                    break;
                case Target.Goto @goto:
                    (chain, next) = (@goto.Chain, 0);
                    MostChains = Math.Max(MostChains, ++visited);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    private static bool Holds(Match match, Packet packet) =>
        match switch
        {
            Match.Source source => source.Prefix.Contains(packet.Source),
            Match.InputInterface name => name.Name == "lo" && packet.OverLoopback,
            Match.TransportProtocol protocol => protocol.Name == packet.Transport,
            Match.ServicePort port => !packet.IsPassedOn
                && port.Transport == packet.Transport
                && port.Port == packet.Port,
            Match.PublishedPort port => packet.IsPassedOn
                && port.Transport == packet.Transport
                && port.Port == packet.Port,
            _ => throw new UnreachableException(),
        };
}
