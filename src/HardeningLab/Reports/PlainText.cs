using System.Globalization;
using System.Text;

namespace HardeningLab.Reports;

/// <summary>Text that a terminal shows and never obeys: rules and names come from others' files.</summary>
public static class PlainText
{
    /// <summary>
    /// The text with control, format and line-separating characters (escape sequences, overwriting, turned direction of
    /// writing) as escapes such as <c>\u{1b}</c>; everything else as it is.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Shows(rune))
            {
                plain.Append(rune.ToString());
            }
            else
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }
        return plain.ToString();
    }

    /// <summary>The lines of a text, each plain: a tool's message may have several.</summary>
    /// <param name="text">Any text.</param>
    internal static IEnumerable<string> LinesOf(string text) =>
        text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(Of);

    private static bool Shows(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
