using System.Globalization;

namespace Hardening.Rulesets.Iptables;

/// <summary>What an iptables command does to the order of rules; what the rules say is text.</summary>
/// <param name="Operation">The short option, such as <c>A</c>; NUL if nothing moves.</param>
/// <param name="Table">The table, <c>filter</c> if none is named.</param>
/// <param name="Chain">The chain; empty for all.</param>
/// <param name="Number">The rule's number, if one is given.</param>
/// <param name="Rest">The words that are neither operation, chain, number nor table.</param>
internal sealed record BookCommand(
    char Operation,
    string Table,
    string Chain,
    int? Number,
    EquatableArray<string> Rest
)
{
    private static readonly Dictionary<string, char> Long = new()
    {
        ["--append"] = 'A',
        ["--insert"] = 'I',
        ["--delete"] = 'D',
        ["--replace"] = 'R',
        ["--flush"] = 'F',
        ["--delete-chain"] = 'X',
        ["--new-chain"] = 'N',
        ["--new"] = 'N',
        ["--rename-chain"] = 'E',
        ["--policy"] = 'P',
    };

    /// <summary>How many rules it stands for: a source or destination may be a list.</summary>
    public int Count =>
        Addresses("-s", "--source", "--src") * Addresses("-d", "--destination", "--dst");

    public static BookCommand Parse(IReadOnlyList<string> arguments)
    {
        var words = new Queue<string>(arguments.SelectMany(Separated));
        var (operation, table, chain) = ('\0', "filter", "");
        int? number = null;
        var rest = new List<string>();
        while (words.TryDequeue(out var word))
        {
            if (word is "-t" or "--table")
            {
                table = words.TryDequeue(out var name) ? name : table;
            }
            else if (operation == '\0' && Operator(word) is { } found)
            {
                operation = found;
                chain = words.TryPeek(out var name) && name[..1] != "-" ? words.Dequeue() : "";
                if (
                    found is 'I' or 'D' or 'R'
                    && words.TryPeek(out var text)
                    && int.TryParse(
                        text,
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var n
                    )
                )
                {
                    number = n;
                    words.Dequeue();
                }
            }
            else
            {
                rest.Add(word);
            }
        }
        return new BookCommand(operation, table, chain, number, rest.ToEquatableArray());
    }

    private static char? Operator(string word) =>
        word is ['-', 'A' or 'I' or 'D' or 'R' or 'F' or 'X' or 'N' or 'E' or 'P'] ? word[1]
        : Long.TryGetValue(word, out var operation) ? operation
        : null;

    /// <summary>getopt(3) takes <c>-AINPUT</c> and <c>--append=INPUT</c>, too.</summary>
    private static IEnumerable<string> Separated(string word)
    {
        if (
            word is ['-', 'A' or 'I' or 'D' or 'R' or 'F' or 'X' or 'N' or 'E' or 'P' or 't', _, ..]
        )
        {
            return [word[..2], word[2..]];
        }
        var equals = word.IndexOf('=');
        return equals > 0 && Long.ContainsKey(word[..equals])
            ? [word[..equals], word[(equals + 1)..]]
            : [word.Length == 0 ? " " : word];
    }

    private int Addresses(params ReadOnlySpan<string> options)
    {
        for (var i = 0; i < Rest.Count - 1; i++)
        {
            if (options.Contains(Rest[i]))
            {
                return Rest[i + 1].Split(',').Length;
            }
        }
        return 1;
    }
}
