using System.Diagnostics;
using System.Text;

namespace Hardening.Rulesets.Iptables;

/// <summary>Prints a ruleset as iptables-save(8) would, apart from <c>-I</c> and the header.</summary>
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
        foreach (var section in ruleset.Sections)
        {
            text.Append($"*{section.Table}\n");
            foreach (var chain in section.Chains)
            {
                text.Append($":{chain} - [0:0]\n");
            }
            foreach (var command in section.Commands)
            {
                Print(text, command);
                text.Append('\n');
            }
            text.Append("COMMIT\n");
        }
        return text.ToString();
    }

    /// <summary>One command as iptables(8) takes it, without the program's name and the table.</summary>
    public static string Print(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var text = new StringBuilder();
        Print(text, command);
        return text.ToString();
    }

    private static void Print(StringBuilder text, Command command)
    {
        text.Append(
            command switch
            {
                Command.AppendRule append => $"-A {append.Chain}",
                Command.InsertRule insert => $"-I {insert.Chain} {insert.Number}",
                _ => throw new UnreachableException(),
            }
        );
        foreach (var match in command.Rule.Matches)
        {
            text.Append(' ').Append(Print(match));
        }
        text.Append(' ').Append(Print(command.Rule.Target));
    }

    private static string Print(Match match) =>
        match switch
        {
            Match.Source source => $"-s {source.Prefix.Network}/{source.Prefix.Length}",
            Match.InputInterface name => $"-i {name.Name}",
            Match.TransportProtocol protocol => $"-p {protocol.Name}",
            Match.ServicePort port =>
                $"-p {port.Transport} -m {port.Transport} --dport {port.Port}",
            Match.PublishedPort port =>
                $"-p {port.Transport} -m conntrack --ctstate DNAT --ctorigdstport {port.Port} --ctdir ORIGINAL",
            _ => throw new UnreachableException(),
        };

    private static string Print(Target target) =>
        target switch
        {
            Target.Drop => "-j DROP",
            Target.Return => "-j RETURN",
            Target.RejectWith reject => $"-j REJECT --reject-with {reject.With}",
            Target.Jump jump => $"-j {jump.Chain}",
            Target.Goto @goto => $"-g {@goto.Chain}",
            _ => throw new UnreachableException(),
        };
}
