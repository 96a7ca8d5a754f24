using System.Text;

namespace Hardening.Rulesets.Iptables;

/// <summary>Splits one line of a script into words as sh(1) does, and refuses what would need one.</summary>
/// <param name="file">The script's name in messages.</param>
/// <param name="line">The line.</param>
/// <param name="variables">What the script assigned so far.</param>
internal sealed class ScriptWords(
    string file,
    ScriptLine line,
    IReadOnlyDictionary<string, string> variables
)
{
    private const string NeedsShell = ";&|<>()`\\*?[]{}~";

    private readonly string text = line.Text;
    private readonly StringBuilder word = new();
    private int index;

    public IReadOnlyList<ScriptWord> Read()
    {
        var words = new List<ScriptWord>();
        while (true)
        {
            while (index < text.Length && text[index] is ' ' or '\t')
            {
                index++;
            }
            if (index == text.Length || text[index] == '#')
            {
                return words;
            }
            words.Add(ReadWord());
        }
    }

    private ScriptWord ReadWord()
    {
        var (number, column) = line.Place(index);
        var name = VariableLength(index);
        var variable =
            name > 0 && index + name < text.Length && text[index + name] == '='
                ? text.Substring(index, name)
                : "";
        word.Clear();
        while (index < text.Length && text[index] is not (' ' or '\t'))
        {
            ReadPiece();
        }
        return new ScriptWord(word.ToString(), number, column, variable);
    }

    private void ReadPiece()
    {
        switch (text[index])
        {
            case '\'':
                ReadSingleQuoted();
                break;
            case '"':
                ReadDoubleQuoted();
                break;
            case '$':
                var start = index;
                var value = Expand();
                word.Append(
                    value.Length == 0 || value.AsSpan().ContainsAny(" \t*?[")
                        ? throw Fault(
                            start,
                            $"found a variable outside of quotes whose value, {Quotation.Of(value)}, is not exactly one word; expected it in quotes"
                        )
                        : value
                );
                break;
            case '\\' when index + 1 < text.Length:
                word.Append(text[index + 1]);
                index += 2;
                break;
            case '\r':
                throw Fault(
                    index,
                    "found a carriage return, expected lines that end in a newline alone"
                );
            case var other when NeedsShell.Contains(other) && !IsLiteral():
                throw Fault(
                    index,
                    $"found \"{other}\", which needs a shell; expected a plain command: write one a line, and quote what is meant literally"
                );
            default:
                word.Append(text[index++]);
                break;
        }
    }

    /// <summary>
    /// Whether a shell takes a bracket or a brace for itself: <c>[2001:db8::1]:22</c>, unless a file has such a name, and braces within a
    /// word that list nothing.
    /// </summary>
    private bool IsLiteral()
    {
        var rest = text.AsSpan(index);
        rest = rest.IndexOfAny(' ', '\t') is >= 0 and var end ? rest[..end] : rest;
        return rest[0] switch
        {
            '[' => rest.IndexOf(']') is var close
                && rest.IndexOf(':') is >= 0 and var colon
                && colon < close,
            ']' => true,
            '{' => rest.Length > 1
                && !rest.Contains(',')
                && !rest.Contains("..", StringComparison.Ordinal),
            '}' => word.Length > 0,
            _ => false,
        };
    }

    private void ReadSingleQuoted()
    {
        var end = text.IndexOf('\'', index + 1);
        if (end < 0)
        {
            throw Fault(index, "found a quote that the line doesn't close");
        }
        word.Append(text, index + 1, end - index - 1);
        index = end + 1;
    }

    private void ReadDoubleQuoted()
    {
        var start = index++;
        while (index < text.Length && text[index] != '"')
        {
            if (text[index] == '$')
            {
                word.Append(Expand());
                continue;
            }
            if (text[index] == '`')
            {
                throw Fault(index, "found a command substitution, which needs a shell");
            }
            var escapes = text[index] == '\\' && index + 1 < text.Length;
            index += escapes && text[index + 1] is '$' or '`' or '"' or '\\' ? 1 : 0;
            word.Append(text[index++]);
        }
        if (index == text.Length)
        {
            throw Fault(start, "found a quote that the line doesn't close");
        }
        index++;
    }

    private string Expand()
    {
        var start = index++;
        var braced = index < text.Length && text[index] == '{';
        index += braced ? 1 : 0;
        var length = VariableLength(index);
        var name = text.Substring(index, length);
        index += length;
        if (length == 0 || braced && (index == text.Length || text[index] != '}'))
        {
            throw Fault(start, "found \"$\", expected a variable: $NAME or ${NAME}");
        }
        index += braced ? 1 : 0;
        return variables.TryGetValue(name, out var value)
            ? value
            : throw Fault(start, $"found ${name}, which the script hasn't assigned before");
    }

    private int VariableLength(int start)
    {
        var end = start;
        while (
            end < text.Length
            && (
                text[end] == '_'
                || char.IsAsciiLetter(text[end])
                || end > start && char.IsAsciiDigit(text[end])
            )
        )
        {
            end++;
        }
        return end - start;
    }

    private InputException Fault(int at, string message)
    {
        var (number, column) = line.Place(at);
        return new InputException(new InputError(file, number, column, message));
    }
}
