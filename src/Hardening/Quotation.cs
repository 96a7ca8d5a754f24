using System.Globalization;
using System.Text;

namespace Hardening;

/// <summary>Input text as messages show it: in quotes, on one line, of bounded length.</summary>
internal static class Quotation
{
    private const int Longest = 60;

    /// <summary>Quotes the text; what a terminal would obey is escaped, what is longer than 60 characters is cut.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text[..Math.Min(text.Length, Longest)].EnumerateRunes())
        {
            if (Shows(rune))
            {
                quoted.Append(rune.ToString());
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }
        return quoted.Append(text.Length > Longest ? "…\"" : "\"").ToString();
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
