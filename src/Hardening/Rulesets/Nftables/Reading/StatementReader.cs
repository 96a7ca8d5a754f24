using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads one part of a rule (nft(8), STATEMENTS).</summary>
/// <param name="cursor">The words.</param>
internal sealed partial class StatementReader(Cursor cursor)
{
    private static readonly string[] Keywords =
    [
        "accept",
        "add",
        "continue",
        "counter",
        "ct",
        "delete",
        "dnat",
        "drop",
        "dup",
        "flow",
        "fwd",
        "goto",
        "icmp",
        "icmpv6",
        "iif",
        "iifname",
        "ip",
        "ip6",
        "jump",
        "last",
        "limit",
        "log",
        "masquerade",
        "meta",
        "meter",
        "notrack",
        "oif",
        "oifname",
        "queue",
        "quota",
        "redirect",
        "reject",
        "reset",
        "return",
        "set",
        "snat",
        "synproxy",
        "tcp",
        "th",
        "tproxy",
        "udp",
        "update",
        "xt",
    ];

    private readonly ExpressionReader expressions = new(cursor);

    /// <summary>Whether a statement begins here that sets may give to their elements.</summary>
    internal static bool StatefulIsAhead(Cursor cursor) =>
        cursor.Peek() is { Kind: LexemeKind.Word } lexeme
        && (
            lexeme.Text is "counter" or "limit" or "quota" or "last"
            || lexeme.Text == "ct" && cursor.Peek(1).Is("count")
        );

    /// <summary>Such a statement.</summary>
    internal Statement Stateful() =>
        cursor.Take().Text switch
        {
            "counter" => Counter(),
            "limit" => Limit(),
            "quota" => Quota(),
            "last" => Last(),
            _ => ConnectionLimit(),
        };

    internal Statement Read()
    {
        if (StatefulIsAhead(cursor))
        {
            return Stateful();
        }
        if (VerdictReader.IsAhead(cursor))
        {
            return new Statement.Decide(new VerdictReader(cursor).Read());
        }
        var first = cursor.Peek();
        if (first.Kind == LexemeKind.Word)
        {
            switch (first.Text)
            {
                case "log":
                    cursor.Take();
                    return Log();
                case "reject":
                    cursor.Take();
                    return Reject(first.Point);
                case "snat" or "dnat" or "masquerade" or "redirect" or "tproxy":
                    return Translation(cursor.Take());
                case "notrack":
                    cursor.Take();
                    return new Statement.Notrack();
                case "queue":
                    cursor.Take();
                    return Queue();
                case "dup":
                    cursor.Take();
                    return Duplicate();
                case "fwd":
                    cursor.Take();
                    return Forward();
                case "add" or "update" or "delete":
                    return ChangeSet(cursor.Take());
                case "set" when cursor.Peek(1).Text is "add" or "update" or "delete":
                    cursor.Take();
                    return OldChangeSet(cursor.Take());
                case "meter":
                    cursor.Take();
                    return Meter();
                case "synproxy":
                    cursor.Take();
                    return Synproxy();
                case "tunnel" when cursor.Peek(1).Is("name"):
                    cursor.Take();
                    return Reference("tunnel");
                case "flow":
                    cursor.Take();
                    cursor.Expect("what to do", "add", "offload");
                    return new Statement.Offload(expressions.SetReference().Name);
                case "reset":
                    cursor.Take();
                    cursor.Expect("tcp");
                    cursor.Expect("option");
                    return Reset(first.Point);
                case "xt":
                    cursor.Take();
                    return new Statement.Xt(
                        cursor.Expect("what it is", "match", "target", "watcher"),
                        cursor.Quoted("a name in quotes")
                    );
            }
        }
        if (!expressions.IsAhead)
        {
            throw Unknown(first);
        }
        return Relation();
    }

    private InputException Unknown(Lexeme found) =>
        found.Kind == LexemeKind.Word && Spelling.Nearest(found.Text, Keywords) is { } near
            ? cursor.Error(
                found.Point,
                $"found {found.Shown}, expected a match, a statement or a verdict of nft(8); did you mean {near}?"
            )
            : cursor.Fault("a match, a statement or a verdict of nft(8)");

    private Statement Relation()
    {
        var left = expressions.Full();
        var next = cursor.Peek();
        if (next.Is("vmap"))
        {
            cursor.Take();
            return new Statement.VerdictMap(left, expressions.MapOperand(left));
        }
        if (next.Is("set"))
        {
            cursor.Take();
            return new Statement.Assign(left, AssignedValue(left));
        }
        var sign = next.Text switch
        {
            "==" or "eq" => "==",
            "!=" or "ne" => "!=",
            "<" or "lt" => "<",
            ">" or "gt" => ">",
            "<=" or "le" => "<=",
            ">=" or "ge" => ">=",
            "!" => "!",
            _ => null,
        };
        if (sign is not null && next.Kind is LexemeKind.Sign or LexemeKind.Word && sign is not null)
        {
            cursor.Take();
        }
        var right = expressions.Right(left);
        Expression? mask = null;
        if (cursor.TryTake("/"))
        {
            mask = expressions.List(full: false);
        }
        return new Statement.Match(left, sign ?? string.Empty, right, mask);
    }

    private Expression AssignedValue(Expression target)
    {
        if (cursor.Is("{"))
        {
            throw cursor.Fault("one value, or a map to look it up in");
        }
        return target is Expression.Meta { Key: "priority" } && cursor.Peek(1).Is(":")
            ? expressions.Handle()
            : expressions.List(full: true);
    }

    private Statement Reset(SourcePoint point)
    {
        var name = cursor.Peek();
        if (name.Kind == LexemeKind.Number)
        {
            var number = (int)cursor.Number("the number of an option", 255);
            return new Statement.ResetOption(
                new Expression.Extension(
                    "tcp option",
                    Datatypes.ExtensionFields.TcpName(number)
                        ?? number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    null,
                    point
                )
            );
        }
        if (!Datatypes.ExtensionFields.Exists("tcp option", name.Text))
        {
            throw cursor.Error(
                name.Point,
                Spelling.Unknown(
                    "tcp option",
                    name.Text,
                    Datatypes.ExtensionFields.Names("tcp option").Order()
                )
            );
        }
        cursor.Take();
        return new Statement.ResetOption(
            new Expression.Extension("tcp option", name.Text, null, point)
        );
    }

    private Statement Reference(string kind)
    {
        cursor.Expect("name");
        return new Statement.ObjectReference(kind, expressions.Full());
    }

    private Statement ChangeSet(Lexeme operation)
    {
        var set = expressions.SetReference();
        cursor.SkipNewlines();
        return cursor.Nested<Statement>(() =>
        {
            cursor.Expect("{");
            cursor.SkipNewlines();
            var element = expressions.Element(full: true);
            cursor.SkipNewlines();
            cursor.Expect("}");
            return Changed(operation, set.Name, element);
        });
    }

    private Statement OldChangeSet(Lexeme operation)
    {
        var element = expressions.Element(full: true);
        return Changed(operation, expressions.SetReference().Name, element);
    }

    private static Statement Changed(Lexeme operation, string set, Expression element)
    {
        var data = (element as Expression.Mapping)?.Data;
        var key = element is Expression.Mapping mapping ? mapping.Key : element;
        EquatableArray<Statement> statements = [];
        if (key is Expression.Element carried)
        {
            statements = carried.Statements;
            key = carried is { Timeout: null, Expires: null, Comment: null }
                ? carried.Key
                : carried with
                {
                    Statements = [],
                };
        }
        return new Statement.ChangeSet(operation.Text, set, key, data, statements, operation.Point);
    }

    private Statement Meter()
    {
        var name = cursor.Name("the name of a meter");
        uint? size = cursor.TryTake("size") ? (uint)cursor.Number("a size", uint.MaxValue) : null;
        return cursor.Nested<Statement>(() =>
        {
            cursor.Expect("{");
            cursor.SkipNewlines();
            var element = expressions.Element(full: true);
            cursor.SkipNewlines();
            cursor.Expect("}");
            var (key, statements) = element is Expression.Element carried
                ? (
                    carried is { Timeout: null, Expires: null, Comment: null }
                        ? carried.Key
                        : carried with
                        {
                            Statements = [],
                        },
                    carried.Statements
                )
                : (element, []);
            return new Statement.Meter(name, size, key, statements);
        });
    }
}
