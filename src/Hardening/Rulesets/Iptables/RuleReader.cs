using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>Reads the lines within the sections of one text.</summary>
internal sealed class RuleReader(IpFamily family)
{
    private readonly HashSet<string> declared = [];

    /// <summary>Reads <c>:CHAIN - [0:0]</c>.</summary>
    public string Declare(TokenReader line)
    {
        var name = line.Take();
        if (!ChainName.IsUserDefined(name.Text[1..]))
        {
            throw line.Fault(name, "a colon and the name of a user-defined chain");
        }
        line.Expect("-", "[0:0]");
        line.ExpectEnd();
        declared.Add(name.Text[1..]);
        return name.Text[1..];
    }

    /// <summary>Reads <c>-A CHAIN …</c> or <c>-I CHAIN NUMBER …</c>.</summary>
    public Command ReadCommand(TokenReader line)
    {
        var command = line.Take();
        if (command.Text is not ("-A" or "-I"))
        {
            throw line.Fault(command, "\"-A\" or \"-I\"");
        }
        var chain = line.Take("the name of a chain");
        if (
            !ChainName.IsBuiltIn(chain.Text)
            && chain.Text != ChainName.DockerUser
            && !declared.Contains(chain.Text)
        )
        {
            throw line.Fault(chain, "a chain that is declared above, or a built-in one");
        }
        if (command.Text == "-A")
        {
            return new Command.AppendRule(chain.Text, ReadRule(line));
        }
        var number = line.TakeNumber("the number of a rule, 1 or more", int.MaxValue);
        return new Command.InsertRule(chain.Text, number, ReadRule(line));
    }

    private Rule ReadRule(TokenReader line)
    {
        var matches = new List<Match>();
        while (line.Peek.Text is not ("-j" or "-g"))
        {
            matches.Add(ReadMatch(line));
        }
        var target = ReadTarget(line);
        line.ExpectEnd();
        return new Rule(matches.ToEquatableArray(), target);
    }

    private Match ReadMatch(TokenReader line)
    {
        var option = line.Take("a match or a target");
        return option.Text switch
        {
            "-s" => ReadSource(line),
            "-i" => new Match.InputInterface(line.Take("the name of an interface").Text),
            "-p" => ReadProtocol(line),
            _ => throw line.Fault(option, "-s, -i, -p, -j or -g"),
        };
    }

    private Match.Source ReadSource(TokenReader line)
    {
        var token = line.Take("a prefix, such as 192.0.2.0/24");
        return
            Prefix.TryParse(token.Text, out var prefix, out _)
            && prefix.Family == family
            && token.Text.Contains('/')
            ? new Match.Source(prefix)
            : throw line.Fault(token, $"an {family} prefix, such as {Example}");
    }

    private string Example => family == IpFamily.IPv4 ? "192.0.2.0/24" : "2001:db8::/32";

    private static Match ReadProtocol(TokenReader line)
    {
        var protocol = line.Take("tcp or udp");
        if (protocol.Text is not ("tcp" or "udp"))
        {
            throw line.Fault(protocol, "tcp or udp");
        }
        if (!line.TryTake("-m"))
        {
            return new Match.TransportProtocol(protocol.Text);
        }
        if (line.TryTake("conntrack"))
        {
            line.Expect("--ctstate", "DNAT", "--ctorigdstport");
            var published = new Match.PublishedPort(protocol.Text, ReadPort(line));
            line.Expect("--ctdir", "ORIGINAL");
            return published;
        }
        line.Expect(protocol.Text, "--dport");
        return new Match.ServicePort(protocol.Text, ReadPort(line));
    }

    private static int ReadPort(TokenReader line) =>
        line.TakeNumber("a port from 1 to 65535", 65535);

    private Target ReadTarget(TokenReader line)
    {
        var option = line.Take();
        var name = line.Take("a target");
        if (declared.Contains(name.Text))
        {
            return option.Text == "-g" ? new Target.Goto(name.Text) : new Target.Jump(name.Text);
        }
        return (option.Text, name.Text) switch
        {
            ("-j", "DROP") => new Target.Drop(),
            ("-j", "RETURN") => new Target.Return(),
            ("-j", "REJECT") => ReadReject(line),
            ("-j", _) => throw line.Fault(
                name,
                "DROP, REJECT, RETURN or a chain that is declared above"
            ),
            _ => throw line.Fault(name, "a chain that is declared above"),
        };
    }

    private Target.RejectWith ReadReject(TokenReader line)
    {
        line.Expect("--reject-with");
        var with = line.Take("the answer");
        var unreachable =
            family == IpFamily.IPv4 ? "icmp-port-unreachable" : "icmp6-port-unreachable";
        return with.Text == "tcp-reset" || with.Text == unreachable
            ? new Target.RejectWith(with.Text)
            : throw line.Fault(with, $"tcp-reset or {unreachable}");
    }
}
