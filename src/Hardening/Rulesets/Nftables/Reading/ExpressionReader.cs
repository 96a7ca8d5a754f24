using System.Collections.Frozen;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads what rules ask, and what they compare it with.</summary>
/// <param name="cursor">The words.</param>
internal sealed class ExpressionReader(Cursor cursor)
{
    private static readonly FrozenDictionary<string, string> Operators = new Dictionary<
        string,
        string
    >
    {
        ["&"] = "&",
        ["and"] = "&",
        ["|"] = "|",
        ["or"] = "|",
        ["^"] = "^",
        ["xor"] = "^",
        ["<<"] = "<<",
        ["lshift"] = "<<",
        [">>"] = ">>",
        ["rshift"] = ">>",
    }.ToFrozenDictionary();

    private static readonly string[][] Precedence =
    [
        ["|"],
        ["^"],
        ["&"],
        ["<<", ">>"],
    ];

    private readonly SelectorReader selectors = new(cursor);

    /// <summary>Whether an expression, and no statement, begins here.</summary>
    internal bool IsAhead => cursor.Is("(") || selectors.IsAhead;

    /// <summary>What a rule asks: a concatenation, perhaps looked up in a map.</summary>
    internal Expression Full()
    {
        var expression = Concatenation(full: true);
        while (cursor.Is("map"))
        {
            cursor.Take();
            expression = new Expression.Lookup(expression, MapOperand(expression));
        }
        return expression;
    }

    /// <summary>A set or map: a literal, a reference, or a variable of one.</summary>
    internal Expression MapOperand(Expression? key = null)
    {
        if (cursor.Is("{"))
        {
            return SetLiteral(key);
        }
        if (cursor.Is("@"))
        {
            return SetReference();
        }
        if (cursor.Peek().Kind == LexemeKind.Variable)
        {
            var variable = cursor.Take();
            return cursor.Scope.Find(cursor, variable) switch
            {
                Expression.SetLiteral or Expression.SetReference => cursor.Scope.Find(
                    cursor,
                    variable
                ),
                _ => throw cursor.FaultAt(variable, "a variable that stands for a set or map"),
            };
        }
        throw cursor.Fault("a map: { … } or @name");
    }

    /// <summary>The expressions of a <c>typeof</c> and the like.</summary>
    internal Expression Concatenation(bool full)
    {
        var first = Binary(0, full);
        if (!cursor.Is("."))
        {
            return first;
        }
        var parts = new List<Expression> { first };
        while (cursor.TryTake("."))
        {
            cursor.SkipNewlines();
            parts.Add(full ? Binary(0, full) : Multiton(full));
        }
        return new Expression.Concatenation(parts.ToEquatableArray());
    }

    /// <summary>What stands behind a comparison: values, ranges, lists, sets.</summary>
    internal Expression Right(Expression left)
    {
        if (cursor.Is("{") || cursor.Is("@") && !IsRaw())
        {
            return MapOperand(left);
        }
        var first = RightConcatenation(left);
        if (!cursor.Is(","))
        {
            return first;
        }
        var items = new List<Expression> { first };
        while (cursor.TryTake(","))
        {
            cursor.SkipNewlines();
            items.Add(RightConcatenation(left));
        }
        return new Expression.Alternatives(items.ToEquatableArray());
    }

    /// <summary>A list of values with commas, as of <c>define</c> and of flags.</summary>
    internal Expression List(bool full)
    {
        var first = full ? Full() : RightConcatenation(null);
        if (!cursor.Is(","))
        {
            return first;
        }
        var items = new List<Expression> { first };
        while (cursor.TryTake(","))
        {
            cursor.SkipNewlines();
            items.Add(full ? Full() : RightConcatenation(null));
        }
        return new Expression.Alternatives(items.ToEquatableArray());
    }

    internal Expression.SetReference SetReference()
    {
        var point = cursor.Expect("@").Point;
        return new Expression.SetReference(cursor.Name("the name of a set"), point);
    }

    /// <summary>A set or map in braces.</summary>
    /// <param name="key">What it is compared with, if that is known.</param>
    internal Expression.SetLiteral SetLiteral(Expression? key = null)
    {
        var point = cursor.Peek().Point;
        return new Expression.SetLiteral(Elements(key), point);
    }

    /// <summary>The elements in braces.</summary>
    internal EquatableArray<Expression> Elements(Expression? key = null) =>
        cursor.Nested(() =>
        {
            cursor.Expect("{");
            var elements = new List<Expression>();
            while (true)
            {
                cursor.SkipNewlines();
                if (cursor.TryTake("}"))
                {
                    return elements.ToEquatableArray();
                }
                elements.Add(Element(key));
                cursor.SkipNewlines();
                if (!cursor.TryTake(","))
                {
                    cursor.SkipNewlines();
                    if (!cursor.Is("}"))
                    {
                        throw cursor.Fault("\",\" and another element, or \"}\"");
                    }
                }
            }
        });

    /// <summary>One element with what it carries.</summary>
    /// <param name="key">What the set is compared with, if that is known.</param>
    /// <param name="full">Whether it may be an expression, as where a rule changes a set.</param>
    internal Expression Element(Expression? key = null, bool full = false)
    {
        // Almost all elements of long lists are one word.
        if (
            !full
            && cursor.Peek()
                is { Kind: LexemeKind.Address or LexemeKind.Number or LexemeKind.Quoted } word
            && cursor.Peek(1) is { Kind: LexemeKind.Sign, Text: "," or "}" }
        )
        {
            cursor.Take();
            return new Expression.Symbol(word.Text, word.Kind == LexemeKind.Quoted, word.Point);
        }
        var bare = ElementKey(key, full);
        var element = Options(bare);
        cursor.SkipNewlines();
        if (!cursor.TryTake(":"))
        {
            return element;
        }
        cursor.SkipNewlines();
        var data = Data(full);
        // Older versions write what an element carries behind its value.
        var behind = Options(data);
        return behind is Expression.Element { } carried && !ReferenceEquals(behind, data)
            ? new Expression.Mapping(carried with { Key = bare }, data)
            : new Expression.Mapping(element, data);
    }

    /// <summary>The value of a map's element: a verdict, or anything else.</summary>
    internal Expression Data(bool full)
    {
        if (VerdictReader.IsAhead(cursor))
        {
            return new Expression.VerdictValue(new VerdictReader(cursor).Read());
        }
        return full && selectors.IsAhead
            ? Concatenation(full: true)
            : RightConcatenation(null, isData: true);
    }

    private Expression ElementKey(Expression? key, bool full)
    {
        if (cursor.Is("{"))
        {
            return SetLiteral(key);
        }
        if (cursor.Is("*"))
        {
            cursor.Take();
            return new Expression.Wildcard();
        }
        if (full)
        {
            return Concatenation(full: true);
        }
        return RightConcatenation(key);
    }

    private Expression Options(Expression key)
    {
        ulong? timeout = null;
        ulong? expires = null;
        string? comment = null;
        var statements = new List<Statement>();
        var any = false;
        while (true)
        {
            if (cursor.Is("timeout"))
            {
                cursor.Take();
                timeout = cursor.TryTake("never")
                    ? 0
                    : cursor.Duration("a span of time, such as 1h30m, or never");
            }
            else if (cursor.Is("expires"))
            {
                cursor.Take();
                expires = cursor.TryTake("never")
                    ? 0
                    : cursor.Duration("a span of time, such as 1h30m, or never");
            }
            else if (cursor.Is("comment"))
            {
                cursor.Take();
                comment = cursor.Quoted("a comment in quotes");
            }
            else if (StatementReader.StatefulIsAhead(cursor))
            {
                statements.Add(new StatementReader(cursor).Stateful());
            }
            else
            {
                return any
                    ? new Expression.Element(
                        key,
                        timeout,
                        expires,
                        statements.ToEquatableArray(),
                        comment
                    )
                    : key;
            }
            any = true;
        }
    }

    private Expression RightConcatenation(Expression? left, bool isData = false)
    {
        // Handles of traffic control have colons, which elsewhere part keys from values.
        var isHandle = isData || left is Expression.Meta { Key: "priority" or "hour" };
        var first = Multiton(full: false, isHandle);
        if (!cursor.Is("."))
        {
            return first;
        }
        var parts = new List<Expression> { first };
        while (cursor.TryTake("."))
        {
            cursor.SkipNewlines();
            parts.Add(Multiton(full: false, isHandle));
        }
        return new Expression.Concatenation(parts.ToEquatableArray());
    }

    /// <summary>A value, a prefix, or a range.</summary>
    private Expression Multiton(bool full, bool isHandle = false)
    {
        if (cursor.Is("*"))
        {
            cursor.Take();
            return new Expression.Wildcard();
        }
        var value = isHandle ? Handle() : Binary(0, full);
        if (cursor.Is("/") && cursor.Peek(1).Kind == LexemeKind.Number)
        {
            cursor.Take();
            return new Expression.Prefix(
                value,
                (int)cursor.Number("the length of a prefix, in bits", 128)
            );
        }
        if (cursor.Is("-"))
        {
            cursor.Take();
            return new Expression.Interval(value, isHandle ? Handle() : Binary(0, full));
        }
        return value;
    }

    /// <summary>A handle of traffic control, such as <c>1:10</c>, or any other value.</summary>
    internal Expression Handle()
    {
        var first = cursor.Peek();
        if (first.Kind == LexemeKind.Variable || cursor.Peek(1).Text != ":")
        {
            return Binary(0, full: false);
        }
        cursor.Take();
        cursor.Take();
        var minor = cursor.Peek();
        if (minor.Kind is not (LexemeKind.Word or LexemeKind.Number))
        {
            throw cursor.Fault("the minor number of a handle, as in 1:10");
        }
        cursor.Take();
        // To the scanner "bcad:dada-bcad:dadc" has one word in its middle.
        var dash = minor.Text.IndexOf('-');
        if (dash < 0)
        {
            var text = $"{first.Text}:{minor.Text}";
            // A time of day may have seconds.
            if (
                minor.Kind == LexemeKind.Number
                && cursor.Is(":")
                && minor.Text.Length == 2
                && cursor.Peek(1).Text.Length == 2
            )
            {
                cursor.Take();
                text += $":{cursor.Take().Text}";
            }
            return new Expression.Symbol(text, false, first.Point);
        }
        cursor.Expect(":");
        var last = cursor.Take();
        return new Expression.Interval(
            new Expression.Symbol($"{first.Text}:{minor.Text[..dash]}", false, first.Point),
            new Expression.Symbol($"{minor.Text[(dash + 1)..]}:{last.Text}", false, minor.Point)
        );
    }

    private Expression Binary(int level, bool full)
    {
        if (level == Precedence.Length)
        {
            return Primary(full);
        }
        var left = Binary(level + 1, full);
        while (
            cursor.Peek().Kind is LexemeKind.Word or LexemeKind.Sign
            && Operators.TryGetValue(cursor.Peek().Text, out var sign)
            && Array.IndexOf(Precedence[level], sign) >= 0
        )
        {
            cursor.Take();
            cursor.SkipNewlines();
            left = new Expression.Bitwise(sign, left, Binary(level + 1, full));
        }
        return left;
    }

    private Expression Primary(bool full)
    {
        var lexeme = cursor.Peek();
        if (lexeme.Is("("))
        {
            return cursor.Nested(() =>
            {
                cursor.Take();
                cursor.SkipNewlines();
                // Grouped so that a list of flags stays one.
                var inner = full ? Full() : List(full: false);
                cursor.SkipNewlines();
                cursor.Expect(")");
                return inner;
            });
        }
        if (full && selectors.IsAhead)
        {
            return selectors.Read();
        }
        if (lexeme.Kind == LexemeKind.Variable)
        {
            cursor.Take();
            return cursor.Scope.Find(cursor, lexeme);
        }
        if (lexeme.Is("["))
        {
            cursor.Take();
            var address = cursor.Take();
            if (address.Kind is not (LexemeKind.Address or LexemeKind.Word))
            {
                throw cursor.FaultAt(address, "an IPv6 address in brackets");
            }
            cursor.Expect("]");
            return new Expression.Symbol(address.Text, false, address.Point);
        }
        if (lexeme.IsText)
        {
            cursor.Take();
            return new Expression.Symbol(
                lexeme.Text,
                lexeme.Kind == LexemeKind.Quoted,
                lexeme.Point
            );
        }
        throw cursor.Fault("a value");
    }

    private bool IsRaw() => SelectorReader.IsRawAhead(cursor);
}
