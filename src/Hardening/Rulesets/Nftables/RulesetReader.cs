using Hardening.Addresses;

namespace Hardening.Rulesets.Nftables;

/// <summary>
/// Reads what <see cref="RulesetPrinter"/> prints, line by line, and nothing else: what it doesn't know is refused,
/// never skipped.
/// </summary>
public sealed class RulesetReader
{
    private readonly string file;
    private readonly string[] lines;
    private int next;

    private RulesetReader(string file, string text)
    {
        this.file = file;
        lines = text.Split('\n');
    }

    /// <summary>The next line's words; none behind the last line.</summary>
    private TokenReader Peek =>
        next < lines.Length
            ? TokenReader.OfLine(file, lines[next], next + 1)
            : TokenReader.OfLine(file, "", lines.Length);

    /// <summary>Reads a whole text.</summary>
    /// <param name="file">Its name in messages.</param>
    /// <param name="text">The text, which ends with a newline.</param>
    /// <exception cref="InputException">The text isn't one that the printer could have printed.</exception>
    public static Ruleset Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new RulesetReader(file, text).Read();
    }

    private Ruleset Read()
    {
        var comments = new List<string>();
        for (
            ;
            next < lines.Length && lines[next].StartsWith("# ", StringComparison.Ordinal);
            next++
        )
        {
            comments.Add(lines[next][2..]);
        }
        var statements = new List<Statement>();
        while (next < lines.Length - 1)
        {
            statements.Add(ReadStatement());
        }
        if (next >= lines.Length || lines[next].Length > 0)
        {
            var end = new Token("", lines.Length, lines[^1].Length + 1);
            throw Peek.Fault(end, "a newline at the end of the text");
        }
        return new Ruleset(comments.ToEquatableArray(), statements.ToEquatableArray());
    }

    private TokenReader Take()
    {
        var line = Peek;
        next++;
        return line;
    }

    /// <summary>Takes a line that is exactly these words.</summary>
    private void Expect(params ReadOnlySpan<string> words)
    {
        var line = Take();
        line.Expect(words);
        line.ExpectEnd();
    }

    private Statement ReadStatement()
    {
        var line = Take();
        if (line.TryTake("add"))
        {
            line.Expect("element", "inet");
            var table = ReadName(line);
            var set = ReadName(line);
            line.Expect("{");
            line.ExpectEnd();
            return new Statement.AddElements(table, set, ReadElements());
        }
        line.Expect("table", "inet");
        var name = ReadName(line);
        line.ExpectEnd();
        Expect("delete", "table", "inet", name);
        Expect("table", "inet", name, "{");
        return new Statement.ReplaceTable(ReadTable(name));
    }

    private Table ReadTable(string name)
    {
        var sets = new List<IntervalSet>();
        while (Peek.Peek.Text == "set")
        {
            sets.Add(ReadSet(ReadOpening("set")));
        }
        var chains = new List<Chain>();
        while (Peek.Peek.Text == "chain")
        {
            chains.Add(ReadChain(ReadOpening("chain")));
        }
        Expect("}");
        return new Table(name, sets.ToEquatableArray(), chains.ToEquatableArray());
    }

    private string ReadOpening(string keyword)
    {
        var line = Take();
        line.Expect(keyword);
        var name = ReadName(line);
        line.Expect("{");
        line.ExpectEnd();
        return name;
    }

    private IntervalSet ReadSet(string name)
    {
        var line = Take();
        line.Expect("type");
        var type = line.Take("ipv4_addr or ipv6_addr");
        line.ExpectEnd();
        var family = type.Text switch
        {
            "ipv4_addr" => IpFamily.IPv4,
            "ipv6_addr" => IpFamily.IPv6,
            _ => throw line.Fault(type, "ipv4_addr or ipv6_addr"),
        };
        Expect("flags", "interval");
        EquatableArray<AddressRange> elements = [];
        if (Peek.Peek.Text == "elements")
        {
            Expect("elements", "=", "{");
            elements = ReadElements();
        }
        Expect("}");
        return new IntervalSet(name, family, elements);
    }

    private EquatableArray<AddressRange> ReadElements()
    {
        var elements = new List<AddressRange>();
        bool more;
        do
        {
            var line = Take();
            var token = line.Take("an address, a prefix or a range");
            line.ExpectEnd();
            more = token.Text.EndsWith(',');
            elements.Add(
                ElementText.Parse(token.Text.AsSpan().TrimEnd(','))
                    ?? throw line.Fault(token, "an address, a prefix or a range")
            );
        } while (more);
        Expect("}");
        return elements.ToEquatableArray();
    }

    private Chain ReadChain(string name)
    {
        Hook? hook = Peek.Peek.Text == "type" ? RuleReader.ReadHook(Take()) : null;
        var rules = new List<Rule>();
        while (Peek.Peek.Text != "}")
        {
            rules.Add(RuleReader.ReadRule(Take()));
        }
        Expect("}");
        return new Chain(name, hook, rules.ToEquatableArray());
    }

    private static string ReadName(TokenReader line) => RuleReader.ReadName(line);
}
