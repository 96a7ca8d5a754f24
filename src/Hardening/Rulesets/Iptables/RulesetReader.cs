using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>
/// Reads what <see cref="RulesetPrinter"/> prints, and nothing else: what it doesn't know is refused, never skipped.
/// </summary>
public sealed class RulesetReader
{
    private readonly string file;
    private readonly string[] lines;
    private readonly RuleReader rules;
    private int line;

    private RulesetReader(IpFamily family, string file, string text)
    {
        this.file = file;
        lines = text.Split('\n');
        rules = new RuleReader(family);
    }

    private bool AtEnd => line == lines.Length;

    private TokenReader Here =>
        AtEnd
            ? TokenReader.OfLine(file, "", lines.Length)
            : TokenReader.OfLine(file, lines[line], line + 1);

    /// <summary>Reads a whole text.</summary>
    /// <param name="family">The family that it is meant for.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="text">The text, which ends with a newline.</param>
    /// <exception cref="InputException">The text isn't one that the printer could have printed.</exception>
    public static Ruleset Read(IpFamily family, string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new RulesetReader(family, file, text).Read(family);
    }

    private Ruleset Read(IpFamily family)
    {
        var comments = new List<string>();
        for (; !AtEnd && lines[line].StartsWith("# ", StringComparison.Ordinal); line++)
        {
            comments.Add(lines[line][2..]);
        }
        var sections = new List<Section>();
        while (line < lines.Length - 1)
        {
            sections.Add(ReadSection());
        }
        if (AtEnd || lines[line].Length > 0)
        {
            var end = new Token("", lines.Length, lines[^1].Length + 1);
            throw Here.Fault(end, "a newline at the end of the text");
        }
        return new Ruleset(family, comments.ToEquatableArray(), sections.ToEquatableArray());
    }

    private Section ReadSection()
    {
        var start = Here;
        var table = start.Take("a section, such as \"*filter\"");
        if (table.Text is not ['*', _, ..])
        {
            throw start.Fault(table, "a section, such as \"*filter\"");
        }
        start.ExpectEnd();
        line++;
        var chains = new List<string>();
        for (; !AtEnd && lines[line].StartsWith(':'); line++)
        {
            var here = Here;
            chains.Add(rules.Declare(here));
        }
        var commands = new List<Command>();
        for (; !AtEnd && lines[line].StartsWith('-'); line++)
        {
            commands.Add(rules.ReadCommand(Here));
        }
        var end = Here;
        end.Expect("COMMIT");
        end.ExpectEnd();
        line++;
        return new Section(table.Text[1..], chains.ToEquatableArray(), commands.ToEquatableArray());
    }
}
