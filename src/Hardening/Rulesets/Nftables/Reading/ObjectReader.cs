using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads stateful objects (nft(8), STATEFUL OBJECTS).</summary>
/// <param name="cursor">The words.</param>
internal sealed class ObjectReader(Cursor cursor)
{
    private readonly StatementReader statements = new(cursor);

    /// <summary>The kind of an object, of one word or two.</summary>
    internal static string Keyword(Cursor cursor)
    {
        if (cursor.Is("ct"))
        {
            cursor.Take();
            return "ct " + cursor.Expect("a kind", "helper", "timeout", "expectation");
        }
        return cursor.Expect(
            "a kind",
            "counter",
            "quota",
            "limit",
            "secmark",
            "synproxy",
            "tunnel",
            "chain",
            "set",
            "map",
            "flowtable",
            "rule",
            "table",
            "element"
        );
    }

    internal TableItem.Stateful? Read(string keyword, string name, SourcePoint point)
    {
        if (!cursor.Is("{"))
        {
            return cursor.AtEnd && keyword != "counter"
                ? null
                : new TableItem.Stateful(name, null, null, point, Inline(keyword));
        }
        return cursor.Nested(() =>
        {
            cursor.Expect("{");
            var handle = RuleReader.Handle(cursor.RemarkBehind()).Handle;
            var fields = new ObjectFields();
            while (true)
            {
                cursor.SkipSeparators();
                if (cursor.TryTake("}"))
                {
                    return new TableItem.Stateful(
                        name,
                        fields.Comment,
                        handle,
                        point,
                        fields.Finish(cursor, keyword, point)
                    );
                }
                if (cursor.Is("comment"))
                {
                    cursor.Take();
                    fields.Comment = cursor.Quoted("a comment in quotes");
                }
                else
                {
                    Line(keyword, fields);
                }
                if (cursor.Peek().Kind == LexemeKind.End)
                {
                    throw cursor.Fault("\"}\" before it");
                }
            }
        });
    }

    private StatefulKind Inline(string keyword) =>
        keyword switch
        {
            "counter" => new StatefulKind.Named(keyword, statements.Counts()),
            "quota" => new StatefulKind.Named(keyword, statements.Amount()),
            "limit" => new StatefulKind.Named(keyword, statements.Limit()),
            "synproxy" => new StatefulKind.Named(keyword, statements.SynproxyOptions()),
            "secmark" => new StatefulKind.Secmark(cursor.Quoted("a context in quotes")),
            _ => throw cursor.Fault("\"{\""),
        };

    private void Line(string keyword, ObjectFields fields)
    {
        switch (keyword)
        {
            case "counter" when cursor.Is("packets") || cursor.Is("bytes"):
                fields.Statement = statements.Counts();
                break;
            case "quota":
                fields.Statement = statements.Amount();
                break;
            case "limit":
                fields.Statement = statements.Limit();
                break;
            case "synproxy" when !cursor.AtEnd:
                fields.Add(statements.SynproxyOptions(), cursor);
                break;
            case "secmark":
                fields.Context = cursor.Quoted("a context in quotes");
                break;
            case "tunnel":
                fields.Lines.Add(TunnelLine());
                break;
            case "ct helper" or "ct timeout" or "ct expectation":
                Conntrack(keyword, fields);
                break;
            default:
                throw cursor.Fault($"what a {keyword} is, or \"}}\"");
        }
    }

    private void Conntrack(string keyword, ObjectFields fields)
    {
        if (keyword == "ct helper" && cursor.TryTake("type"))
        {
            fields.Type = cursor.Quoted("the name of a helper in quotes");
            cursor.Expect("protocol");
            fields.Protocol = cursor.Expect("a protocol", "tcp", "udp");
        }
        else if (cursor.TryTake("protocol"))
        {
            fields.Protocol = cursor.Expect("a protocol", "tcp", "udp");
        }
        else if (cursor.TryTake("l3proto"))
        {
            fields.L3Protocol = cursor.Expect("a family", "ip", "ip6", "inet");
        }
        else if (keyword == "ct timeout" && cursor.TryTake("policy"))
        {
            Policy(fields);
        }
        else if (keyword == "ct expectation" && cursor.TryTake("dport"))
        {
            fields.Port = (uint)cursor.Number("a port", ushort.MaxValue);
        }
        else if (keyword == "ct expectation" && cursor.TryTake("timeout"))
        {
            fields.Milliseconds = cursor.Duration("a span of time");
        }
        else if (keyword == "ct expectation" && cursor.TryTake("size"))
        {
            fields.Size = (uint)cursor.Number("a number", byte.MaxValue);
        }
        else
        {
            throw cursor.Fault($"a property of a {keyword}, or \"}}\"");
        }
    }

    private void Policy(ObjectFields fields)
    {
        cursor.Expect("=");
        cursor.Expect("{");
        while (true)
        {
            cursor.SkipNewlines();
            if (cursor.TryTake("}"))
            {
                return;
            }
            var state = cursor.Peek();
            cursor.Name("a state of the protocol");
            cursor.Expect(":");
            fields.Policy.Add((state, cursor.Duration("a span of time") / 1000));
            cursor.SkipNewlines();
            if (!cursor.TryTake(",") && !cursor.Is("}"))
            {
                throw cursor.Fault("\",\" and another state, or \"}\"");
            }
        }
    }

    private string TunnelLine()
    {
        var first = cursor.Peek();
        while (!cursor.AtEnd && !cursor.Is("{"))
        {
            cursor.Take();
        }
        if (!cursor.TryTake("{"))
        {
            return cursor.Written(first);
        }
        var lines = new List<string> { cursor.Written(first) };
        while (true)
        {
            cursor.SkipSeparators();
            if (cursor.TryTake("}"))
            {
                lines.Add("}");
                return string.Join('\n', lines);
            }
            var inner = cursor.Peek();
            if (inner.Kind == LexemeKind.End || inner.Is("{"))
            {
                throw cursor.Fault("a property of a tunnel, or \"}\"");
            }
            while (!cursor.AtEnd)
            {
                cursor.Take();
            }
            lines.Add("\t" + cursor.Written(inner));
        }
    }
}
