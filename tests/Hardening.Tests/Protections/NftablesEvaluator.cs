using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Tests.Protections;

/// <summary>Does with a packet what the kernel would: an independent reading of the rules.</summary>
internal sealed class NftablesEvaluator
{
    private readonly Dictionary<string, List<AddressRange>> sets = [];
    private readonly Dictionary<string, TableItem.Chain> chains = [];

    public NftablesEvaluator(IEnumerable<Document> documents)
    {
        foreach (var command in documents.SelectMany(document => document.Commands))
        {
            Load(command);
        }
    }

    /// <summary>What ends the packet's way, as nft writes it; null where it is let through.</summary>
    public string? Denial(Packet packet)
    {
        var rules = chains
            .Values.Single(chain => chain.Hook?.Name == (packet.IsPassedOn ? "forward" : "input"))
            .Rules;
        for (var i = 0; i < rules.Count; i++)
        {
            var statements = rules[i].Statements;
            if (!statements.OfType<Statement.Match>().All(match => Holds(match, packet)))
            {
                continue;
            }
            switch (statements[^1])
            {
                case Statement.Decide({ Kind: "return" }):
                    return null;
                case Statement.Decide({ Kind: "goto", Chain: { } chain }):
                    rules = chains[chain].Rules;
                    i = -1;
                    break;
                default:
                    return rules[i].Text[
                        Math.Max(0, rules[i].Text.IndexOf("reject", StringComparison.Ordinal))..
                    ];
            }
        }
        return null;
    }

    private void Load(Command command)
    {
        switch (command)
        {
            case Command.OfTable { HasBlock: true, Table: var table }:
                sets.Clear();
                chains.Clear();
                foreach (var set in table.Items.OfType<TableItem.Set>())
                {
                    sets.Add(set.Name, [.. set.Elements.Select(Range)]);
                }
                foreach (var chain in table.Items.OfType<TableItem.Chain>())
                {
                    chains.Add(chain.Name, chain);
                }
                break;
            case Command.OfTable:
                break;
            case Command.OfElements add:
                sets[add.Set].AddRange(add.Elements.Select(Range));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static AddressRange Range(Expression element)
    {
        var text = DocumentPrinter.Print(element);
        var ends = text.Split('-');
        return ends.Length == 1
            ? Prefix.Parse(text).Range
            : new AddressRange(Address.Parse(ends[0]), Address.Parse(ends[1]));
    }

    private bool Holds(Statement.Match match, Packet packet)
    {
        var left = DocumentPrinter.Print(match.Left).Split(' ');
        var right = DocumentPrinter.Print(match.Right);
        return (left, right) switch
        {
            (["iifname"], "\"lo\"") => packet.OverLoopback,
            ([var transport, "dport"], var port) => !packet.IsPassedOn
                && transport == packet.Transport
                && port == $"{packet.Port}",
            (["meta", "l4proto"], var protocol) => protocol == packet.Transport,
            (["ct", "direction"], "original") => packet.IsPassedOn,
            (["ct", "status"], "dnat") => packet.IsPassedOn,
            (["ct", "original", "proto-dst"], var port) => packet.IsPassedOn
                && port == $"{packet.Port}",
            (["ip", "saddr"], _) => packet.Source.Family == IpFamily.IPv4
                && sets[right[1..]].Exists(range => range.Contains(packet.Source)),
            (["ip6", "saddr"], _) => packet.Source.Family == IpFamily.IPv6
                && sets[right[1..]].Exists(range => range.Contains(packet.Source)),
            _ => throw new UnreachableException(),
        };
    }
}
