using Hardening.Addresses;

namespace Hardening.Rulesets.Nftables;

/// <summary>Reads the lines within a chain.</summary>
internal static class RuleReader
{
    private const string Verdicts = "a match, or one of drop, return, goto and reject";

    public static string ReadName(TokenReader line)
    {
        var token = line.Take("a name");
        return
            (char.IsAsciiLetter(token.Text[0]) || token.Text[0] == '_') && token.Text.All(IsOfName)
            ? token.Text
            : throw line.Fault(token, "a name: a letter, then letters, digits and . _ - /");
    }

    /// <summary>Reads <c>type filter hook input priority filter - 10; policy accept;</c>.</summary>
    public static Hook ReadHook(TokenReader line)
    {
        line.Expect("type", "filter", "hook");
        var hook = line.Take("input or forward");
        if (hook.Text is not ("input" or "forward"))
        {
            throw line.Fault(hook, "input or forward");
        }
        line.Expect("priority");
        var sign = 0;
        if (!line.TryTake("filter;"))
        {
            line.Expect("filter");
            var token = line.Take("+ or -");
            sign = token.Text switch
            {
                "-" => -1,
                "+" => 1,
                _ => throw line.Fault(token, "+ or -"),
            };
        }
        var distance = sign == 0 ? 0 : ReadNumber(line, ";", int.MaxValue);
        line.Expect("policy", "accept;");
        line.ExpectEnd();
        return new Hook(hook.Text, sign * distance);
    }

    public static Rule ReadRule(TokenReader line)
    {
        var matches = new List<Match>();
        while (ReadMatch(line) is { } match)
        {
            matches.Add(match);
        }
        var verdict = ReadVerdict(line);
        line.ExpectEnd();
        return new Rule(matches.ToEquatableArray(), verdict);
    }

    private static Match? ReadMatch(TokenReader line)
    {
        switch (line.Peek.Text)
        {
            case "iifname":
                line.Expect("iifname");
                return ReadInterface(line);
            case "tcp" or "udp":
                var transport = line.Take().Text;
                line.Expect("dport");
                return new Match.DestinationPort(transport, ReadNumber(line, "", 65535));
            case "ip" or "ip6":
                var family = line.Take().Text == "ip" ? IpFamily.IPv4 : IpFamily.IPv6;
                line.Expect("saddr");
                return new Match.SourceIn(family, ReadSetName(line));
            case "meta":
                line.Expect("meta", "l4proto");
                var name = line.Take("tcp or udp");
                return name.Text is not ("tcp" or "udp") ? throw line.Fault(name, "tcp or udp")
                    : line.Peek.Text == "ct" ? ReadPublishedPort(line, name.Text)
                    : new Match.TransportProtocol(name.Text);
            default:
                return null;
        }
    }

    private static Match.PublishedPort ReadPublishedPort(TokenReader line, string transport)
    {
        line.Expect("ct", "direction", "original", "ct", "status", "dnat");
        line.Expect("ct", "original", "proto-dst");
        return new Match.PublishedPort(transport, ReadNumber(line, "", 65535));
    }

    private static Match.InInterface ReadInterface(TokenReader line)
    {
        var token = line.Take("an interface in quotes");
        return token.Text is ['"', _, .., '"'] && token.Text.Count(c => c == '"') == 2
            ? new Match.InInterface(token.Text[1..^1])
            : throw line.Fault(token, "an interface in quotes");
    }

    private static string ReadSetName(TokenReader line)
    {
        var token = line.Take("a set, such as @name");
        return token.Text is ['@', _, ..] && token.Text.Skip(1).All(IsOfName)
            ? token.Text[1..]
            : throw line.Fault(token, "a set, such as @name");
    }

    private static Verdict ReadVerdict(TokenReader line)
    {
        var token = line.Take(Verdicts);
        switch (token.Text)
        {
            case "drop":
                return new Verdict.Drop();
            case "return":
                return new Verdict.Return();
            case "goto":
                return new Verdict.Goto(ReadName(line));
            case "reject":
                line.Expect("with");
                if (line.TryTake("tcp"))
                {
                    line.Expect("reset");
                    return new Verdict.RejectWithTcpReset();
                }
                line.Expect("icmpx", "type", "port-unreachable");
                return new Verdict.RejectWithPortUnreachable();
            default:
                throw line.Fault(token, Verdicts);
        }
    }

    private static int ReadNumber(TokenReader line, string end, int maximum) =>
        line.TakeNumber($"a number from 1 to {maximum}{end}", maximum, end);

    private static bool IsOfName(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/';
}
