using System.Globalization;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables;

/// <summary>What an iptables command does to the order of rules; what the rules say is text.</summary>
/// <param name="Operation">The short option, such as <c>A</c>; NUL if there is none.</param>
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
    private const string Operations = "AIDRFXNEPCLSZ";

    /// <summary>Whether what is left is a rule.</summary>
    public bool HasRule =>
        Operation is 'A' or 'I' or 'R' or 'C' || Operation == 'D' && Number is null;

    public static BookCommand Parse(IReadOnlyList<string> arguments)
    {
        var words = new LinkedList<string>(arguments);
        var (operation, table, chain) = ('\0', "filter", "");
        int? number = null;
        var rest = new List<string>();
        string? Take()
        {
            var first = words.First?.Value;
            if (first is not null)
            {
                words.RemoveFirst();
            }
            return first;
        }
        while (Take() is { } word)
        {
            // Behind the operation, words that look like another are options of matches.
            if (Separated(word, operation == '\0') is { } pair)
            {
                word = pair.Option;
                if (pair.Joined is { } joined)
                {
                    words.AddFirst(joined);
                }
            }
            if (word is "-t")
            {
                table = Take() ?? table;
            }
            else if (
                operation == '\0'
                && word is ['-', var letter]
                && Operations.Contains(letter, StringComparison.Ordinal)
            )
            {
                operation = letter;
                chain = words.First is { Value: [] or [not '-', ..] } ? Take()! : "";
                if (
                    letter is 'I' or 'D' or 'R'
                    && int.TryParse(
                        words.First?.Value,
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var n
                    )
                )
                {
                    number = n;
                    Take();
                }
            }
            else
            {
                rest.Add(word);
            }
        }
        return new BookCommand(operation, table, chain, number, rest.ToEquatableArray());
    }

    /// <summary>
    /// An operation or <c>-t</c> by its letter, and what is joined to it: getopt_long(3) takes <c>-AINPUT</c>, <c>--append=INPUT</c> and
    /// <c>--app INPUT</c>, too. Null for another option.
    /// </summary>
    private static (string Option, string? Joined)? Separated(string word, bool takesOperations)
    {
        var isLong = word.StartsWith("--", StringComparison.Ordinal);
        var end = isLong ? word.IndexOf('=') : Math.Min(2, word.Length);
        var name = end < 0 ? word : word[..end];
        var letter =
            isLong ? LetterOf(name[2..])
            : name is ['-', var one] && IsOurs(one) ? one
            : (char?)null;
        if (letter is not { } found || found != 't' && !takesOperations)
        {
            return null;
        }
        var joined = end < 0 ? "" : word[(isLong ? end + 1 : end)..];
        return ($"-{found}", joined.Length > 0 ? joined : null);
    }

    /// <summary>The letter of an operation or of <c>--table</c>, which the name may begin; null for any other option.</summary>
    private static char? LetterOf(string name)
    {
        char? found = null;
        foreach (var option in IptablesReader.Options)
        {
            foreach (var full in option.Names)
            {
                if (full == name)
                {
                    return IsOurs(option.Letter) ? option.Letter : null;
                }
                if (name.Length > 0 && full.StartsWith(name, StringComparison.Ordinal))
                {
                    if (found is not null && found != option.Letter || !IsOurs(option.Letter))
                    {
                        return null;
                    }
                    found = option.Letter;
                }
            }
        }
        return found;
    }

    private static bool IsOurs(char letter) =>
        letter == 't' || Operations.Contains(letter, StringComparison.Ordinal);
}
