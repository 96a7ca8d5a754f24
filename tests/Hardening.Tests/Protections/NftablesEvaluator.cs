using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Rulesets.Nftables;

namespace Hardening.Tests.Protections;

/// <summary>Does with a packet what the kernel would: an independent reading of the rules.</summary>
internal sealed class NftablesEvaluator
{
    private readonly Dictionary<string, IntervalSet> sets = [];
    private readonly Dictionary<string, Chain> chains = [];

    public NftablesEvaluator(IEnumerable<Ruleset> rulesets)
    {
        foreach (var statement in rulesets.SelectMany(ruleset => ruleset.Statements))
        {
            Load(statement);
        }
    }

    public Verdict? Denial(Packet packet)
    {
        var rules = chains
            .Values.Single(chain => chain.Hook?.Name == (packet.IsPassedOn ? "forward" : "input"))
            .Rules;
        for (var i = 0; i < rules.Count; i++)
        {
            if (!rules[i].Matches.All(match => Holds(match, packet)))
            {
                continue;
            }
            switch (rules[i].Verdict)
            {
                case Verdict.Return:
                    return null;
                case Verdict.Goto @goto:
                    rules = chains[@goto.Chain].Rules;
                    i = -1;
                    break;
                case var denial:
                    return denial;
            }
        }
        return null;
    }

    private void Load(Statement statement)
    {
        switch (statement)
        {
            case Statement.ReplaceTable { Table: var table }:
                sets.Clear();
                chains.Clear();
                foreach (var set in table.Sets)
                {
                    sets.Add(set.Name, set);
                }
                foreach (var chain in table.Chains)
                {
                    chains.Add(chain.Name, chain);
                }
                break;
            case Statement.AddElements add:
                var old = sets[add.Set];
                sets[add.Set] = old with { Elements = [.. old.Elements, .. add.Elements] };
                break;
            default:
                throw new UnreachableException();
        }
    }

    private bool Holds(Match match, Packet packet) =>
        match switch
        {
            Match.InInterface name => name.Name == "lo" && packet.OverLoopback,
            Match.DestinationPort port => !packet.IsPassedOn
                && port.Transport == packet.Transport
                && port.Port == packet.Port,
            Match.PublishedPort port => packet.IsPassedOn
                && port.Transport == packet.Transport
                && port.Port == packet.Port,
            Match.TransportProtocol protocol => protocol.Name == packet.Transport,
            Match.SourceIn source => packet.Source.Family == source.Family
                && sets[source.Set].Family == source.Family
                && sets[source.Set].Elements.Any(range => range.Contains(packet.Source)),
            _ => throw new UnreachableException(),
        };
}
