using System.Globalization;

namespace Hardening.Rulesets;

/// <summary>Reads words one after the other and says where a text departs from what is expected.</summary>
/// <param name="file">The name of the text in messages.</param>
/// <param name="tokens">The words.</param>
/// <param name="end">A token without text, at the place where the words end.</param>
internal sealed class TokenReader(string file, IReadOnlyList<Token> tokens, Token end)
{
    private int next;

    public bool AtEnd => next == tokens.Count;

    public Token Peek => AtEnd ? end : tokens[next];

    /// <summary>Splits one line at spaces and tabs.</summary>
    public static TokenReader OfLine(string file, string line, int number)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < line.Length; )
        {
            var start = i;
            while (i < line.Length && line[i] is not (' ' or '\t'))
            {
                i++;
            }
            if (i > start)
            {
                tokens.Add(new Token(line[start..i], number, start + 1));
            }
            else
            {
                i++;
            }
        }
        return new TokenReader(file, tokens, new Token("", number, line.Length + 1));
    }

    public Token Take()
    {
        var token = Peek;
        next += AtEnd ? 0 : 1;
        return token;
    }

    /// <summary>Takes the next word, which must be there.</summary>
    public Token Take(string expected)
    {
        var token = Take();
        return token.IsEnd ? throw Fault(token, expected) : token;
    }

    /// <summary>Takes the next word, which must be a decimal number without leading zeros.</summary>
    /// <param name="expected">What to say was expected.</param>
    /// <param name="maximum">The largest that is taken; the smallest is 1.</param>
    /// <param name="end">What stands behind the number in the same word.</param>
    public int TakeNumber(string expected, int maximum, string end = "")
    {
        var token = Take(expected);
        return
            token.Text.EndsWith(end, StringComparison.Ordinal)
            && int.TryParse(
                token.Text.AsSpan(0, token.Text.Length - end.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= 1
            && number <= maximum
            && token.Text[0] != '0'
            ? number
            : throw Fault(token, expected);
    }

    /// <summary>Takes the next words, which must be exactly these.</summary>
    public void Expect(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            var token = Take();
            if (token.Text != text)
            {
                throw Fault(token, $"\"{text}\"");
            }
        }
    }

    /// <summary>Takes the next word if it is this one.</summary>
    public bool TryTake(string text)
    {
        var found = Peek.Text == text;
        next += found ? 1 : 0;
        return found;
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Fault(Peek, "nothing more");
        }
    }

    public InputException Fault(Token found, string expected) =>
        new(
            new InputError(
                file,
                found.Line,
                found.Column,
                $"found {found.Shown}, expected {expected}"
            )
        );
}
