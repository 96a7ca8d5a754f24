using System.Buffers;
using System.Text;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Arguments that are one of some words, a list of them, or free text.</summary>
internal static class WordArgument
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    );

    /// <summary>One of the words, as it is.</summary>
    public static ArgumentType OneOf(params EquatableArray<string> words) =>
        new(
            string.Join(", ", words),
            text =>
                words.Contains(text, StringComparer.OrdinalIgnoreCase) ? Same(words, text) : null
        );

    /// <summary>A list of the words with commas between, each once, in their own order.</summary>
    public static ArgumentType List(params EquatableArray<string> words) =>
        new(
            $"a list, with commas, of {string.Join(", ", words)}",
            text =>
            {
                var listed = text.Split(',');
                return Array.TrueForAll(
                    listed,
                    word => words.Contains(word, StringComparer.OrdinalIgnoreCase)
                )
                    ? string.Join(
                        ',',
                        words.Where(word => listed.Contains(word, StringComparer.OrdinalIgnoreCase))
                    )
                    : null;
            }
        );

    /// <summary>Words that stand for what is printed.</summary>
    public static ArgumentType Translated(
        string expected,
        params EquatableArray<(string Word, string Printed)> words
    ) =>
        new(
            expected,
            text =>
                words
                    .FirstOrDefault(word =>
                        word.Word.Equals(text, StringComparison.OrdinalIgnoreCase)
                    )
                    .Printed
        );

    /// <summary>Free text, quoted where it must be.</summary>
    /// <param name="longest">In characters.</param>
    public static ArgumentType Text(int longest) =>
        new(
            $"a text of {longest} characters at most",
            text => Encoding.UTF8.GetByteCount(text) <= longest ? Quoted(text) : null
        );

    /// <summary>Free text with at least one character.</summary>
    public static ArgumentType Name(int longest) =>
        new(
            $"a name of {longest} characters at most",
            text =>
                text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= longest ? Quoted(text) : null
        );

    /// <summary>Free text, printed as it is.</summary>
    public static ArgumentType Raw(int longest) =>
        new(
            $"a name of {longest} characters at most",
            text => text.Length > 0 && text.Length <= longest && IsOneWord(text) ? text : null
        );

    /// <summary>Free text, always quoted.</summary>
    public static ArgumentType InQuotes(int longest) =>
        new(
            $"a text of {longest} characters at most",
            text => Encoding.UTF8.GetByteCount(text) <= longest ? $"\"{Escaped(text)}\"" : null
        );

    /// <summary>A word as iptables-save prints it: in quotes, with escapes, where it holds anything but letters, digits, <c>_</c> and <c>-</c>.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"\"{Escaped(word)}\"";

    /// <summary>Whether iptables-restore reads the text as one word where it is printed without quotes.</summary>
    public static bool IsOneWord(string text) =>
        text != "!" && !text.AsSpan().ContainsAny(" \t\n\r\"");

    private static string Same(EquatableArray<string> words, string text) =>
        words.First(word => word.Equals(text, StringComparison.OrdinalIgnoreCase));

    private static string Escaped(string word)
    {
        var escaped = new StringBuilder(word.Length);
        foreach (var character in word)
        {
            if (character is '"' or '\\' or '\'')
            {
                escaped.Append('\\');
            }
            escaped.Append(character);
        }
        return escaped.ToString();
    }
}
