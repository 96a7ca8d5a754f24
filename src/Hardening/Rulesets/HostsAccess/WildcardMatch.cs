namespace Hardening.Rulesets.HostsAccess;

/// <summary><c>*</c> and <c>?</c> as Debian's libwrap takes them (<c>match_pattern_ylo</c> in hosts_access.c).</summary>
internal static class WildcardMatch
{
    /// <summary>
    /// The same pattern with no two asterisks in a row. Several match what one does, but at the end, where they want one
    /// character more: libwrap looks at what is left of the text before it skips the second.
    /// </summary>
    internal static string Simplified(string pattern)
    {
        var trimmed = pattern.TrimEnd('*');
        var end = (pattern.Length - trimmed.Length) switch
        {
            0 => "",
            1 => "*",
            _ => "?*",
        };
        return string.Concat(
                trimmed.Where((letter, at) => letter != '*' || at == 0 || trimmed[at - 1] != '*')
            ) + end;
    }

    internal static bool Matches(string pattern, string text)
    {
        var simple = Simplified(pattern);
        var (at, inText) = (0, 0);
        // Where to go on, should what follows the last asterisk not fit.
        var (star, tried) = (-1, 0);
        while (inText < text.Length)
        {
            if (at < simple.Length && simple[at] == '*')
            {
                (star, tried) = (at++, inText);
            }
            else if (at < simple.Length && (simple[at] == '?' || Same(simple[at], text[inText])))
            {
                at++;
                inText++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                inText = ++tried;
            }
            else
            {
                return false;
            }
        }
        return simple.AsSpan(at).TrimStart('*').IsEmpty;
    }

    internal static bool Same(char one, char other) => Lower(one) == Lower(other);

    private static char Lower(char letter) =>
        char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
}
