using System.Buffers;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Divides a text into words as nft's scanner does: the longest that fits wins.</summary>
/// <param name="file">The name of the text in messages.</param>
/// <param name="text">The text.</param>
internal sealed class Lexer(string file, string text)
{
    private const int LongestAddress = 45;

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./"
    );
    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create(
        "0123456789abcdefABCDEF:."
    );
    private static readonly string[] Signs =
    [
        "<<",
        ">>",
        "==",
        "!=",
        "<=",
        ">=",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "=",
        "<",
        ">",
        "!",
        "&",
        "|",
        "^",
        "-",
        "+",
        "/",
        "*",
        "@",
        ".",
        "~",
    ];

    // Words come again and again; a million elements need not have a million copies of one.
    private readonly Dictionary<int, string> interned = [];
    private int position;
    private int line = 1;
    private int lineStart;

    /// <summary>The last remark behind <c>#</c> that was passed over; null before the first.</summary>
    internal Remark? Remark { get; private set; }

    /// <summary>Remarks on lines of their own that nobody has taken yet.</summary>
    internal List<string> Alone { get; } = [];

    internal string Text => text;

    internal Lexeme Next()
    {
        SkipBlanks();
        if (position >= text.Length)
        {
            return Made(LexemeKind.End, position, position, string.Empty);
        }
        var start = position;
        var character = text[start];
        if (character is '\n' or ';')
        {
            var separator = Made(
                LexemeKind.Separator,
                start,
                start + 1,
                character == ';' ? ";" : "\n"
            );
            position++;
            if (character == '\n')
            {
                NewLine();
            }
            return separator;
        }
        if (character == '"')
        {
            return Quoted(start);
        }
        if (character == '$')
        {
            var end = WordEnd(start + 1, stop: "./");
            return end == start + 1
                ? throw Fault(start, "found \"$\", expected a name behind it, as in $lan")
                : Taken(LexemeKind.Variable, start, end, text[(start + 1)..end]);
        }
        return Plain(start);
    }

    /// <summary>Whether a text could stand for a name without quotes.</summary>
    internal static bool IsWord(string text) =>
        text is [var first, ..]
        && (char.IsAsciiLetter(first) || first == '_')
        && text.All(WordCharacters.Contains);

    internal InputException Fault(int at, string message) =>
        new(new InputError(file, line, at - lineStart + 1, message));

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            switch (text[position])
            {
                case ' ' or '\t' or '\r' or '\f' or '\ufeff':
                    position++;
                    break;
                case '\\' when EndsLine(position + 1) is { } end:
                    position = end;
                    NewLine();
                    break;
                case '#':
                    var stop = text.IndexOf('\n', position);
                    stop = stop < 0 ? text.Length : stop;
                    Remark = new Remark(text[(position + 1)..stop].TrimEnd('\r'), line);
                    if (text.AsSpan(lineStart, position - lineStart).IsWhiteSpace())
                    {
                        Alone.Add(Remark.Text);
                    }
                    position = stop;
                    break;
                default:
                    return;
            }
        }
    }

    private int? EndsLine(int at) =>
        at < text.Length && text[at] == '\n' ? at + 1
        : at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? at + 2
        : null;

    private void NewLine()
    {
        line++;
        lineStart = position;
    }

    private Lexeme Quoted(int start)
    {
        var end = text.AsSpan(start + 1).IndexOfAny('"', '\n');
        return end < 0 || text[start + 1 + end] == '\n'
            ? throw Fault(start, "found a quote without its end, expected another one on the line")
            : Taken(
                LexemeKind.Quoted,
                start,
                start + end + 2,
                text[(start + 1)..(start + 1 + end)]
            );
    }

    private Lexeme Plain(int start)
    {
        var character = text[start];
        var address = AddressEnd(start);
        var word =
            char.IsAsciiLetter(character) || character == '_' ? WordEnd(start)
            : character == '\\' && start + 1 < text.Length && text[start + 1] == '*' ? start + 2
            : start;
        if (address > start && address >= word)
        {
            return Taken(LexemeKind.Address, start, address);
        }
        if (word > start)
        {
            return Taken(LexemeKind.Word, start, word);
        }
        if (char.IsAsciiDigit(character))
        {
            return Numeric(start);
        }
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0)
            {
                position += sign.Length;
                return Made(LexemeKind.Sign, start, position, sign);
            }
        }
        throw Fault(
            start,
            $"found {Quotation.Of(text.AsSpan(start, char.IsHighSurrogate(character) && start + 1 < text.Length ? 2 : 1))}, which nft does not know; expected a word, a number or an operator"
        );
    }

    private Lexeme Numeric(int start)
    {
        var time = TimeEnd(start);
        var end = start;
        if (
            text[start] == '0'
            && start + 2 < text.Length
            && text[start + 1] is 'x' or 'X'
            && char.IsAsciiHexDigit(text[start + 2])
        )
        {
            end = start + 2;
            while (end < text.Length && char.IsAsciiHexDigit(text[end]))
            {
                end++;
            }
        }
        else
        {
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
        }
        foreach (var name in (string[])["8021ad", "8021q"])
        {
            if (string.CompareOrdinal(text, start, name, 0, name.Length) == 0)
            {
                return Taken(LexemeKind.Word, start, start + name.Length);
            }
        }
        return time > end
            ? Taken(LexemeKind.Word, start, time)
            : Taken(LexemeKind.Number, start, end);
    }

    /// <summary>The end of a word, with the star of a name's beginning.</summary>
    private int WordEnd(int start, string stop = "")
    {
        var end = start;
        while (end < text.Length && WordCharacters.Contains(text[end]) && !stop.Contains(text[end]))
        {
            end++;
        }
        if (stop.Length == 0 && end < text.Length)
        {
            if (text[end] == '*')
            {
                return end + 1;
            }
            if (text[end] == '\\' && end + 1 < text.Length && text[end + 1] == '*')
            {
                return end + 2;
            }
        }
        return end;
    }

    /// <summary>The end of a span of time such as <c>1d2h30m</c>; the start where there is none.</summary>
    private int TimeEnd(int start)
    {
        var end = start;
        while (true)
        {
            var at = end;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
            if (at == end || at >= text.Length || text[at] is not ('d' or 'h' or 'm' or 's'))
            {
                break;
            }
            at += text[at] == 'm' && at + 1 < text.Length && text[at + 1] == 's' ? 2 : 1;
            end = at;
        }
        // "1second" is a number and a word, not one second and "econd".
        return end < text.Length && char.IsAsciiLetter(text[end]) ? start : end;
    }

    private int AddressEnd(int start)
    {
        if (!char.IsAsciiHexDigit(text[start]) && text[start] != ':')
        {
            return start;
        }
        var window = text.AsSpan(start, Math.Min(LongestAddress, text.Length - start));
        var length = window.IndexOfAnyExcept(AddressCharacters);
        var span = length < 0 ? window : window[..length];
        if (span.Count(':') >= 2)
        {
            var ethernet = EthernetLength(span);
            for (var end = span.Length; end >= 2; end--)
            {
                if (end == ethernet || Ipv6Text.TryParse(span[..end], out _))
                {
                    return start + end;
                }
            }
            return start;
        }
        var octets = OctetsLength(span);
        return start + octets;
    }

    private static int EthernetLength(ReadOnlySpan<char> span)
    {
        var at = 0;
        for (var octet = 0; octet < 6; octet++)
        {
            var digits = 0;
            while (at < span.Length && digits < 2 && char.IsAsciiHexDigit(span[at]))
            {
                at++;
                digits++;
            }
            if (digits == 0)
            {
                return 0;
            }
            if (octet < 5)
            {
                if (at >= span.Length || span[at] != ':')
                {
                    return 0;
                }
                at++;
            }
        }
        return at < span.Length && char.IsAsciiHexDigit(span[at]) ? 0 : at;
    }

    private static int OctetsLength(ReadOnlySpan<char> span)
    {
        var at = 0;
        for (var octet = 0; octet < 4; octet++)
        {
            var (value, digits) = (0, 0);
            while (at < span.Length && digits < 4 && char.IsAsciiDigit(span[at]))
            {
                value = value * 10 + span[at] - '0';
                at++;
                digits++;
            }
            if (digits is 0 or 4 || value > 255)
            {
                return 0;
            }
            if (octet < 3)
            {
                if (at >= span.Length || span[at] != '.')
                {
                    return 0;
                }
                at++;
            }
        }
        return at;
    }

    private Lexeme Taken(LexemeKind kind, int start, int end, string? value = null)
    {
        position = end;
        return Made(kind, start, end, value ?? Interned(start, end));
    }

    private string Interned(int start, int end)
    {
        var span = text.AsSpan(start, end - start);
        if (span.Length > 24)
        {
            return span.ToString();
        }
        var hash = string.GetHashCode(span, StringComparison.Ordinal);
        if (interned.TryGetValue(hash, out var known) && span.SequenceEqual(known))
        {
            return known;
        }
        var made = span.ToString();
        // Bounded: beyond this texts rarely repeat, and a table of them all would cost more than it spares.
        if (interned.Count < 4096)
        {
            interned[hash] = made;
        }
        return made;
    }

    private Lexeme Made(LexemeKind kind, int start, int end, string value) =>
        new(kind, value, line, start - lineStart + 1, start, end);
}
