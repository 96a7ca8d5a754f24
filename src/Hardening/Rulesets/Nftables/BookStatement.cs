using System.Text;

namespace Hardening.Rulesets.Nftables;

/// <summary>A statement of an nft text, however it is laid out, and the blocks that it stands in.</summary>
/// <param name="Blocks">The heads of the blocks around it, the outermost first: <c>table inet filter</c>.</param>
/// <param name="Text">Its words with one blank between, braces of its own included.</param>
/// <param name="Line">The line on which it begins, one-based.</param>
internal sealed record BookStatement(EquatableArray<string> Blocks, string Text, int Line)
{
    /// <summary>The words.</summary>
    public string[] Words => Text.Split(' ');

    /// <summary>
    /// Splits a text. A head such as <c>chain input {</c> is a statement, too, so that empty blocks are seen.
    /// </summary>
    public static IEnumerable<BookStatement> Split(string text)
    {
        var blocks = new List<string>();
        var statement = new StringBuilder();
        var (line, start, braces, quoted) = (1, 1, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '"')
            {
                quoted = !quoted;
            }
            if (character == '#' && !quoted)
            {
                while (i + 1 < text.Length && text[i + 1] != '\n')
                {
                    i++;
                }
                continue;
            }
            if (character == '\\' && i + 1 < text.Length && text[i + 1] == '\n' && !quoted)
            {
                line++;
                i++;
                statement.Append(' ');
                continue;
            }
            var opens = character == '{' && !quoted;
            var closes = character == '}' && !quoted;
            var ends = character is '\n' or ';' && !quoted;
            if (opens && braces == 0 && IsBlock(statement))
            {
                yield return Finish();
                blocks.Add(Joined(statement.ToString()));
                statement.Clear();
            }
            else if ((closes || ends) && braces == 0)
            {
                if (!IsBlank(statement))
                {
                    yield return Finish();
                    statement.Clear();
                }
                if (closes && blocks.Count > 0)
                {
                    blocks.RemoveAt(blocks.Count - 1);
                }
            }
            else
            {
                braces +=
                    opens ? 1
                    : closes ? -1
                    : 0;
                start = IsBlank(statement) ? line : start;
                statement.Append(character == '\n' ? ' ' : character);
            }
            line += character == '\n' ? 1 : 0;
        }
        if (!IsBlank(statement))
        {
            yield return Finish();
        }

        BookStatement Finish() =>
            new(blocks.ToEquatableArray(), Joined(statement.ToString()), start);
    }

    private static bool IsBlock(StringBuilder statement)
    {
        var words = Joined(statement.ToString()).Split(' ');
        var first = words[0] is "add" or "create" && words.Length > 1 ? words[1] : words[0];
        return first is "table" or "chain" or "set" or "map" or "flowtable"
            || words.Length == 2
                && first is ("counter" or "quota" or "limit" or "secmark" or "synproxy")
            || words.Length == 3 && words[..2] is ["ct", "helper" or "timeout" or "expectation"];
    }

    private static bool IsBlank(StringBuilder statement) =>
        string.IsNullOrWhiteSpace(statement.ToString());

    private static string Joined(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
