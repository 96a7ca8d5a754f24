using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads the block of a set or map.</summary>
/// <param name="cursor">The words.</param>
/// <param name="definitions">Definitions may stand in any block; null where none is around it.</param>
internal sealed class SetReader(Cursor cursor, DefinitionReader? definitions = null)
{
    private static readonly string[] Objects =
    [
        "counter",
        "quota",
        "limit",
        "secmark",
        "synproxy",
        "tunnel",
    ];

    private readonly ExpressionReader expressions = new(cursor);

    internal TableItem.Set Read(string name, bool isMap, SourcePoint point) =>
        cursor.Nested(() =>
        {
            cursor.Expect("{");
            var handle = RuleReader.Handle(cursor.RemarkBehind()).Handle;
            var set = new TableItem.Set(
                name,
                null,
                handle,
                point,
                isMap,
                false,
                [],
                [],
                false,
                null,
                [],
                SetProperties.None,
                []
            );
            while (true)
            {
                cursor.SkipSeparators();
                if (cursor.TryTake("}"))
                {
                    return Checked(set);
                }
                if (definitions?.TryRead() != true)
                {
                    set = Line(set);
                }
                // Older texts write several on one line, as nft's grammar lets them.
                if (
                    !cursor.AtEnd
                    && !Begins(cursor.Peek().Text)
                    && !StatementReader.StatefulIsAhead(cursor)
                )
                {
                    cursor.EndStatement();
                }
                if (cursor.Peek().Kind == LexemeKind.End)
                {
                    throw cursor.Fault("\"}\" before it");
                }
            }
        });

    private TableItem.Set Checked(TableItem.Set set) =>
        set.Key.Count == 0
            ? throw cursor.Error(
                set.Point,
                $"found {(set.IsMap ? "map" : "set")} {set.Name} without a type, expected a line type … or typeof … in it"
            )
        : set.IsMap && set.Data.Count == 0 && set.ObjectKind is null
            ? throw cursor.Error(
                set.Point,
                $"found map {set.Name} without a type of its values, expected type … : …"
            )
        : set;

    private static bool Begins(string word) =>
        word
            is "type"
                or "typeof"
                or "flags"
                or "timeout"
                or "gc-interval"
                or "size"
                or "policy"
                or "auto-merge"
                or "elements"
                or "comment";

    private TableItem.Set Line(TableItem.Set set)
    {
        var properties = set.Properties;
        if (StatementReader.StatefulIsAhead(cursor))
        {
            var statement = new StatementReader(cursor).Stateful();
            return set with
            {
                Properties = properties with { Statements = [.. properties.Statements, statement] },
            };
        }
        var keyword = cursor.Peek();
        switch (keyword.Text)
        {
            case "type" or "typeof":
                cursor.Take();
                return Type(set with { IsTypeof = keyword.Text == "typeof" });
            case "flags":
                cursor.Take();
                return set with { Flags = Flags() };
            case "timeout":
                cursor.Take();
                return set with
                {
                    Properties = properties with { Timeout = cursor.Duration("a span of time") },
                };
            case "gc-interval":
                cursor.Take();
                return set with
                {
                    Properties = properties with { GcInterval = cursor.Duration("a span of time") },
                };
            case "size":
                cursor.Take();
                return set with
                {
                    Properties = properties with
                    {
                        Size = cursor.Number("a number of elements", uint.MaxValue),
                        SizeNote = cursor.RemarkBehind(),
                    },
                };
            case "policy":
                cursor.Take();
                return set with
                {
                    Properties = properties with
                    {
                        Policy = cursor.Expect("a policy", "performance", "memory"),
                    },
                };
            case "auto-merge":
                cursor.Take();
                return set with { Properties = properties with { AutoMerge = true } };
            case "comment":
                cursor.Take();
                return set with { Comment = cursor.Quoted("a comment in quotes") };
            case "elements":
                cursor.Take();
                cursor.Expect("=");
                cursor.SkipNewlines();
                return set with
                {
                    Elements = expressions.MapOperand() is Expression.SetLiteral literal
                        ? literal.Elements
                        : throw cursor.FaultAt(cursor.Last, "elements in braces"),
                };
            default:
                throw cursor.Fault(
                    "type, typeof, flags, timeout, gc-interval, size, policy, auto-merge, elements, comment, a statement such as counter, or \"}\""
                );
        }
    }

    private TableItem.Set Type(TableItem.Set set)
    {
        set = set with { Key = Types(set.IsTypeof) };
        if (!cursor.Is(":"))
        {
            return set;
        }
        if (!set.IsMap)
        {
            throw cursor.Fault(
                "the end of the line, as a set has no values; or map in place of set"
            );
        }
        cursor.Take();
        var first = cursor.Peek();
        var isObject =
            Array.IndexOf(Objects, first.Text) >= 0
            || first.Text == "ct" && cursor.Peek(1).Text is "helper" or "timeout" or "expectation";
        if (isObject)
        {
            return set with { ObjectKind = ObjectReader.Keyword(cursor) };
        }
        var isInterval = cursor.TryTake("interval");
        return set with { Data = Types(set.IsTypeof), DataIsInterval = isInterval };
    }

    private EquatableArray<Expression> Types(bool isTypeof)
    {
        if (isTypeof && cursor.Peek().Text is not ("verdict" or "queue"))
        {
            var expression = expressions.Concatenation(full: true);
            return expression is Expression.Concatenation(var parts) ? parts : [expression];
        }
        var types = new List<Expression>();
        do
        {
            var point = cursor.Peek().Point;
            types.Add(new Expression.Symbol(cursor.Name("a data type"), false, point));
        } while (cursor.TryTake("."));
        return types.ToEquatableArray();
    }

    private EquatableArray<string> Flags()
    {
        string[] known = ["constant", "interval", "timeout", "dynamic"];
        var flags = new List<string> { cursor.Expect("a flag", known) };
        while (cursor.TryTake(","))
        {
            flags.Add(cursor.Expect("a flag", known));
        }
        return flags.ToEquatableArray();
    }
}
