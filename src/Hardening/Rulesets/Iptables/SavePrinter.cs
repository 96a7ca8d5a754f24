using System.Text;

namespace Hardening.Rulesets.Iptables;

/// <summary>Prints what <see cref="SaveText"/> has read, line for line, as it stood there.</summary>
public static class SavePrinter
{
    /// <summary>The whole text.</summary>
    public static string Print(SaveText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Print(text, _ => true);
    }

    /// <summary>The text without some of its lines, such as the rules that nothing meets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keeps">Whether a line, by its number from 1 on, stays.</param>
    public static string Print(SaveText text, Func<int, bool> keeps)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(keeps);
        var printed = new StringBuilder(text.Text.Length);
        for (var line = 1; line <= text.LineCount; line++)
        {
            if (!keeps(line))
            {
                continue;
            }
            printed.Append(text.LineText(line - 1));
            // The last line of a text that was cut off has none.
            if (line < text.LineCount || text.Text.EndsWith('\n'))
            {
                printed.Append('\n');
            }
        }
        return printed.ToString();
    }
}
