using System.Diagnostics;
using System.Text;
using Hardening.Addresses;

namespace Hardening.Rulesets.Nftables;

/// <summary>Prints a ruleset in the syntax that nft 0.9.8 and later take.</summary>
public static class RulesetPrinter
{
    /// <summary>The text; ends with a newline.</summary>
    public static string Print(Ruleset ruleset)
    {
        ArgumentNullException.ThrowIfNull(ruleset);
        var text = new StringBuilder();
        foreach (var comment in ruleset.Comments)
        {
            text.Append($"# {comment}\n");
        }
        foreach (var statement in ruleset.Statements)
        {
            Print(text, statement);
        }
        return text.ToString();
    }

    /// <summary>One rule.</summary>
    public static string Print(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return string.Join(' ', [.. rule.Matches.Select(Print), Print(rule.Verdict)]);
    }

    private static void Print(StringBuilder text, Statement statement)
    {
        switch (statement)
        {
            case Statement.ReplaceTable { Table: var table }:
                text.Append($"table inet {table.Name}\ndelete table inet {table.Name}\n");
                Print(text, table);
                break;
            case Statement.AddElements add:
                text.Append($"add element inet {add.Table} {add.Set} ");
                Print(text, add.Elements, "");
                text.Append('\n');
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Print(StringBuilder text, Table table)
    {
        text.Append($"table inet {table.Name} {{\n");
        foreach (var set in table.Sets)
        {
            var type = set.Family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr";
            text.Append($"    set {set.Name} {{\n        type {type}\n        flags interval\n");
            if (set.Elements.Count > 0)
            {
                text.Append("        elements = ");
                Print(text, set.Elements, "        ");
                text.Append('\n');
            }
            text.Append("    }\n");
        }
        foreach (var chain in table.Chains)
        {
            Print(text, chain);
        }
        text.Append("}\n");
    }

    private static void Print(StringBuilder text, Chain chain)
    {
        text.Append($"    chain {chain.Name} {{\n");
        if (chain.Hook is { } hook)
        {
            text.Append(
                $"        type filter hook {hook.Name} priority {Print(hook.Priority)}; policy accept;\n"
            );
        }
        foreach (var rule in chain.Rules)
        {
            text.Append($"        {Print(rule)}\n");
        }
        text.Append("    }\n");
    }

    private static void Print(
        StringBuilder text,
        EquatableArray<AddressRange> elements,
        string indent
    )
    {
        text.Append("{\n");
        for (var i = 0; i < elements.Count; i++)
        {
            var comma = i < elements.Count - 1 ? "," : "";
            text.Append($"{indent}    {ElementText.Print(elements[i])}{comma}\n");
        }
        text.Append($"{indent}}}");
    }

    private static string Print(int priority) =>
        priority switch
        {
            0 => "filter",
            < 0 => $"filter - {-priority}",
            _ => $"filter + {priority}",
        };

    private static string Print(Match match) =>
        match switch
        {
            Match.InInterface name => $"iifname \"{name.Name}\"",
            Match.DestinationPort port => $"{port.Transport} dport {port.Port}",
            Match.PublishedPort port =>
                $"meta l4proto {port.Transport} ct direction original ct status dnat ct original proto-dst {port.Port}",
            Match.SourceIn { Family: IpFamily.IPv4 } source => $"ip saddr @{source.Set}",
            Match.SourceIn source => $"ip6 saddr @{source.Set}",
            Match.TransportProtocol protocol => $"meta l4proto {protocol.Name}",
            _ => throw new UnreachableException(),
        };

    private static string Print(Verdict verdict) =>
        verdict switch
        {
            Verdict.Drop => "drop",
            Verdict.Return => "return",
            Verdict.Goto @goto => $"goto {@goto.Chain}",
            Verdict.RejectWithTcpReset => "reject with tcp reset",
            // Without "type", which newer versions no longer print, nft 0.9.8 refuses the rule.
            Verdict.RejectWithPortUnreachable => "reject with icmpx type port-unreachable",
            _ => throw new UnreachableException(),
        };
}
