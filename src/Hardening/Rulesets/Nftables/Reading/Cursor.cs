using System.Globalization;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Takes the words of a text one after the other and says where it departs from what is expected.</summary>
/// <param name="file">The name of the text in messages.</param>
/// <param name="text">The text.</param>
internal sealed class Cursor(string file, string text)
{
    // Deeper than anybody writes, and less than the stack of a thread bears.
    private const int Deepest = 64;

    private readonly Lexer lexer = new(file, text);
    private readonly List<Lexeme> ahead = [];
    private int depth;

    internal string File => file;

    /// <summary>What <c>$name</c> stands for.</summary>
    internal Scope Scope { get; set; } = new(null);

    /// <summary>The word taken last.</summary>
    internal Lexeme Last { get; private set; }

    internal Lexeme Peek(int distance = 0)
    {
        while (ahead.Count <= distance)
        {
            ahead.Add(lexer.Next());
        }
        return ahead[distance];
    }

    internal Lexeme Take()
    {
        var lexeme = Peek();
        ahead.RemoveAt(0);
        Last = lexeme;
        return lexeme;
    }

    internal bool Is(string text) => Peek().Is(text);

    internal bool TryTake(string text)
    {
        var found = Peek().Is(text);
        if (found)
        {
            Take();
        }
        return found;
    }

    internal Lexeme Expect(string text) => Peek().Is(text) ? Take() : throw Fault($"\"{text}\"");

    /// <summary>Takes the next word, a keyword out of some.</summary>
    internal string Expect(string what, params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (Peek().Text == keyword && Peek().Kind is LexemeKind.Word or LexemeKind.Quoted)
            {
                if (Peek().Text == keyword)
                {
                    return Take().Text;
                }
            }
        }
        throw Fault($"{what}: {string.Join(", ", keywords)}");
    }

    /// <summary>Takes a name, which nft takes neither in quotes nor from a variable.</summary>
    internal string Name(string expected) =>
        Peek().Kind == LexemeKind.Word ? Take().Text : throw Fault(expected);

    /// <summary>Takes a name, or that in a variable, which only a jump can have.</summary>
    internal string NameOrVariable(string expected)
    {
        var lexeme = Peek();
        if (lexeme.Kind != LexemeKind.Variable)
        {
            return Name(expected);
        }
        Take();
        var name = Scope.Text(this, lexeme);
        return Lexer.IsWord(name) ? name : throw FaultAt(lexeme, expected);
    }

    /// <summary>Takes text in quotes, or one word.</summary>
    internal string Quoted(string expected)
    {
        var lexeme = Peek();
        if (lexeme.Kind == LexemeKind.Variable)
        {
            Take();
            return Scope.Text(this, lexeme);
        }
        return lexeme.IsText ? Take().Text : throw Fault(expected);
    }

    /// <summary>Takes a number without a sign.</summary>
    internal ulong Number(string expected, ulong highest = ulong.MaxValue)
    {
        var lexeme = Peek();
        if (lexeme.Kind == LexemeKind.Variable)
        {
            Take();
            return Parse(Scope.Text(this, lexeme)) is { } given && given <= highest
                ? given
                : throw FaultAt(lexeme, expected);
        }
        return lexeme.Kind == LexemeKind.Number && Parse(lexeme.Text) is { } number
            ? number <= highest
                ? Value(number)
                : throw FaultAt(lexeme, $"{expected}, at most {highest}")
            : throw Fault(expected);

        ulong Value(ulong number)
        {
            Take();
            return number;
        }
    }

    internal static ulong? Parse(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(
                text.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var hexadecimal
            )
                ? hexadecimal
                : null
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;

    /// <summary>Takes a span of time as milliseconds: <c>1h30m</c>, or a number of seconds.</summary>
    internal ulong Duration(string expected)
    {
        var lexeme = Peek();
        if (lexeme.Kind == LexemeKind.Variable)
        {
            Take();
            return DurationText.Parse(Scope.Text(this, lexeme)) ?? throw FaultAt(lexeme, expected);
        }
        if (lexeme.IsText && DurationText.Parse(lexeme.Text) is { } time)
        {
            Take();
            return time;
        }
        throw Fault(expected);
    }

    /// <summary>Whether a statement ends here.</summary>
    internal bool AtEnd => Peek().Kind is LexemeKind.Separator or LexemeKind.End || Peek().Is("}");

    internal void SkipNewlines()
    {
        while (Peek() is { Kind: LexemeKind.Separator, Text: "\n" })
        {
            Take();
        }
    }

    internal void SkipSeparators()
    {
        while (Peek().Kind == LexemeKind.Separator)
        {
            Take();
        }
    }

    /// <summary>A statement must end here.</summary>
    internal void EndStatement()
    {
        if (!AtEnd)
        {
            throw Fault("the end of the statement: a new line, \";\" or \"}\"");
        }
    }

    /// <summary>What stands behind <c>#</c> on the line of the word taken last; null if nothing does.</summary>
    internal string? RemarkBehind()
    {
        var line = Last.Line;
        Peek();
        return lexer.Remark is { } remark && remark.Line == line ? remark.Text : null;
    }

    /// <summary>Remarks on lines of their own since the last time that this was asked.</summary>
    internal EquatableArray<string> TakeRemarks()
    {
        Peek();
        var remarks = lexer.Alone.ToEquatableArray();
        lexer.Alone.Clear();
        return remarks;
    }

    /// <summary>The text from a word on to the end of the word taken last, with one blank between words.</summary>
    internal string Written(Lexeme first)
    {
        var written = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = first.Start; i < Last.End; i++)
        {
            var character = text[i];
            if (character == '"')
            {
                quoted = !quoted;
            }
            if (character == '#' && !quoted)
            {
                i = text.IndexOf('\n', i);
                character = '\n';
            }
            if (
                !quoted
                && (
                    char.IsWhiteSpace(character)
                    || character == '\\' && text.AsSpan(i + 1).TrimStart('\r').StartsWith("\n")
                )
            )
            {
                if (written.Length > 0 && written[^1] != ' ')
                {
                    written.Append(' ');
                }
                continue;
            }
            written.Append(character);
        }
        return written.ToString().TrimEnd();
    }

    /// <summary>Reads something that may hold others of its kind, up to a depth.</summary>
    internal T Nested<T>(Func<T> read)
    {
        if (++depth > Deepest)
        {
            throw FaultAt(
                Peek(),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"braces and brackets at most {Deepest} deep; take the text apart"
                )
            );
        }
        var result = read();
        depth--;
        return result;
    }

    internal InputException Fault(string expected) => FaultAt(Peek(), expected);

    internal InputException FaultAt(Lexeme found, string expected) =>
        Error(found.Point, $"found {found.Shown}, expected {expected}");

    internal InputException Error(SourcePoint point, string message) =>
        new(new InputError(file, Math.Max(1, point.Line), Math.Max(1, point.Column), message));
}
