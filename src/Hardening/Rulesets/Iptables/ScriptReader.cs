using System.Collections.Immutable;
using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>
/// Reads scripts of plain <c>iptables</c> and <c>ip6tables</c> commands, as sh(1) would, without one: comments,
/// continuation lines, quotes, and variables that the script itself assigns. Anything else of a shell is refused.
/// </summary>
public sealed class ScriptReader
{
    /// <summary>Short options of iptables(8) that another may follow in the same word.</summary>
    private static readonly char[] OptionsWithoutValue = ['n', 'v', 'x', 'f', 'w', '4', '6'];

    private readonly string file;
    private readonly Dictionary<string, string> variables = [];
    private readonly ImmutableArray<ScriptCommand>.Builder commands =
        ImmutableArray.CreateBuilder<ScriptCommand>();

    private ScriptReader(string file) => this.file = file;

    /// <summary>Reads a whole script.</summary>
    /// <param name="file">Its name in messages.</param>
    /// <param name="text">The script.</param>
    /// <returns>Its commands in order.</returns>
    /// <exception cref="InputException">It holds more of a shell than this reader knows.</exception>
    public static ImmutableArray<ScriptCommand> Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new ScriptReader(file);
        foreach (var line in ScriptLine.Split(text))
        {
            reader.Read(line);
        }
        return reader.commands.DrainToImmutable();
    }

    private void Read(ScriptLine line)
    {
        var words = new ScriptWords(file, line, variables).Read();
        var assigned = words.TakeWhile(word => word.Assigns).ToList();
        if (assigned.Count == words.Count)
        {
            foreach (var word in assigned)
            {
                variables[word.Variable] = word.Text[(word.Variable.Length + 1)..];
            }
            return;
        }
        if (assigned.Count > 0)
        {
            throw Fault(
                words[0],
                $"found {words[0].Shown} before a command, expected an assignment on a line of its own"
            );
        }
        ReadCommand(line, words);
    }

    private void ReadCommand(ScriptLine line, IReadOnlyList<ScriptWord> words)
    {
        if (words[0].Text == "set")
        {
            CheckSet(words);
            return;
        }
        var program = words[0].Text == "sudo" && words.Count > 1 ? 1 : 0;
        if (Program(words[program].Text) is not { } family)
        {
            throw Fault(
                words[program],
                $"found {words[program].Shown}, expected iptables or ip6tables: only plain commands of these are read, nothing is handed to a shell"
            );
        }
        if (words.Skip(program + 1).Where(NamesProgram).ToList() is [var word, ..])
        {
            throw Fault(
                word,
                $"found {word.Shown}, which makes {words[program].Text} start a program of the script's choice: leave it out"
            );
        }
        commands.Add(
            new ScriptCommand(
                family,
                words.Skip(program + 1).Select(word => word.Text).ToEquatableArray(),
                words[0].Line,
                line.Joined
            )
        );
    }

    /// <summary>Whether the word is --modprobe or -M, however abbreviated or joined with others (getopt_long(3)).</summary>
    private static bool NamesProgram(ScriptWord word)
    {
        var name = word.Text.Split('=')[0];
        return name.StartsWith("--", StringComparison.Ordinal)
            ? name.Length > 4 && "--modprobe".StartsWith(name, StringComparison.Ordinal)
            : name.StartsWith('-') && name[1..].TrimStart(OptionsWithoutValue).StartsWith('M');
    }

    // What stops or traces a shell changes no rule as long as the commands are accepted.
    private void CheckSet(IReadOnlyList<ScriptWord> words)
    {
        var options = words.Skip(1).Select(word => word.Text);
        if (
            words.Count == 1
            || options.Any(option =>
                option is not ("-e" or "-u" or "-x" or "-eu" or "-ex" or "-eux")
            )
        )
        {
            throw Fault(words[0], "found a \"set\" with other options than -e, -u and -x");
        }
    }

    /// <summary>The family of a program, whichever path and variant it is called by.</summary>
    private static IpFamily? Program(string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash >= 0 && text[..slash] is not ("/sbin" or "/usr/sbin" or "/usr/local/sbin"))
        {
            return null;
        }
        return text[(slash + 1)..] switch
        {
            "iptables" or "iptables-nft" or "iptables-legacy" => IpFamily.IPv4,
            "ip6tables" or "ip6tables-nft" or "ip6tables-legacy" => IpFamily.IPv6,
            _ => null,
        };
    }

    private InputException Fault(ScriptWord word, string message) =>
        new(new InputError(file, word.Line, word.Column, message));
}
