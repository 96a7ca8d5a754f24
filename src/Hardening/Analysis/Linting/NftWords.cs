namespace Hardening.Analysis.Linting;

/// <summary>The words of a text of nft(8), each with its line, without comments and what is quoted; a sign is a word of its own.</summary>
internal static class NftWords
{
    internal static IEnumerable<(string Word, int Line)> Of(string text)
    {
        var line = 1;
        for (var index = 0; index < text.Length; )
        {
            var start = index;
            var sign = text[index++];
            if (IsOfWord(sign))
            {
                while (index < text.Length && IsOfWord(text[index]))
                {
                    index++;
                }
                yield return (text[start..index], line);
            }
            else if (sign is '#' or '"')
            {
                var end = sign == '#' ? -1 : text.IndexOf('"', index);
                var newline = text.IndexOf('\n', index);
                index =
                    end >= 0 && (newline < 0 || end < newline) ? end + 1
                    : newline < 0 ? text.Length
                    : newline;
            }
            else if (sign == '\n')
            {
                line++;
            }
            else if (!char.IsWhiteSpace(sign))
            {
                yield return (sign.ToString(), line);
            }
        }
    }

    private static bool IsOfWord(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or '/' or '\\' or '@';
}
