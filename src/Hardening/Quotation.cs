using System.Globalization;
using System.Text;

namespace Hardening;

/// <summary>Input text as messages show it: in quotes, on one line, of bounded length.</summary>
internal static class Quotation
{
    private const int Longest = 60;

    /// <summary>Quotes the text; what a terminal would obey is escaped, what is longer than 60 characters is cut.</summary>
    public static string Of(ReadOnlySpan<char> text) =>
        text.Length > Longest ? $"\"{Escaped(text[..Longest])}…\"" : $"\"{Escaped(text)}\"";

    /// <summary>The text with everything that a terminal would obey escaped, so that it is one line.</summary>
    public static string Escaped(ReadOnlySpan<char> text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Shows(rune))
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }
        return escaped.ToString();
    }

    /// <summary>Whether every character of the text stands for itself in one line of a terminal.</summary>
    public static bool IsOneLine(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Shows(rune))
            {
                return false;
            }
        }
        return true;
    }

    // Format characters include the ones that turn the direction of writing: a name could look like another.
    private static bool Shows(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
