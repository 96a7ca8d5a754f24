using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

internal sealed partial class StatementReader
{
    private static readonly string[] Levels =
    [
        "emerg",
        "alert",
        "crit",
        "err",
        "warn",
        "notice",
        "info",
        "debug",
        "audit",
    ];

    private Statement Log()
    {
        Expression? prefix = null;
        string? level = null;
        uint? group = null;
        uint? snaplen = null;
        uint? threshold = null;
        var flags = new List<string>();
        while (true)
        {
            if (cursor.TryTake("prefix"))
            {
                var start = cursor.Peek();
                prefix = new Expression.Symbol(
                    WithVariables(cursor.Quoted("a prefix in quotes"), start),
                    true,
                    start.Point
                );
            }
            else if (cursor.TryTake("level"))
            {
                level = cursor.Expect("a level", Levels);
            }
            else if (cursor.TryTake("group"))
            {
                group = (uint)cursor.Number("a group", ushort.MaxValue);
            }
            else if (cursor.TryTake("snaplen"))
            {
                snaplen = (uint)cursor.Number("a length", uint.MaxValue);
            }
            else if (cursor.TryTake("queue-threshold"))
            {
                threshold = (uint)cursor.Number("a number of packets", ushort.MaxValue);
            }
            else if (cursor.TryTake("flags"))
            {
                LogFlags(flags);
            }
            else
            {
                return new Statement.Log(
                    prefix,
                    level,
                    group,
                    snaplen,
                    threshold,
                    flags.ToEquatableArray()
                );
            }
        }
    }

    /// <summary>A prefix may hold variables: <c>"$name: "</c>.</summary>
    private string WithVariables(string text, Lexeme lexeme)
    {
        if (lexeme.Kind != LexemeKind.Quoted || !text.Contains('$'))
        {
            return text;
        }
        var written = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length || !char.IsAsciiLetter(text[i + 1]))
            {
                written.Append(text[i]);
                continue;
            }
            var end = i + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }
            written.Append(cursor.Scope.Text(cursor, lexeme with { Text = text[(i + 1)..end] }));
            i = end - 1;
        }
        return written.ToString();
    }

    private void LogFlags(List<string> flags)
    {
        switch (cursor.Expect("what to log", "tcp", "ip", "skuid", "ether", "all"))
        {
            case "tcp":
                do
                {
                    flags.Add("tcp " + cursor.Expect("what of TCP", "sequence", "options"));
                } while (cursor.TryTake(","));
                break;
            case "ip":
                cursor.Expect("options");
                flags.Add("ip options");
                break;
            case var flag:
                flags.Add(flag);
                break;
        }
    }

    private Statement Reject(SourcePoint point)
    {
        if (!cursor.TryTake("with"))
        {
            return new Statement.Reject(null, null, false, point);
        }
        var with = cursor.Expect("how", "icmp", "icmpv6", "icmpx", "tcp");
        if (with == "tcp")
        {
            cursor.Expect("reset");
            return new Statement.Reject("tcp reset", null, false, point);
        }
        var saysType = cursor.TryTake("type");
        return new Statement.Reject(with, expressions.List(full: false), saysType, point);
    }

    private Statement Translation(Lexeme keyword)
    {
        var kind = keyword.Text;
        string? family = null;
        var isPrefix = false;
        if (kind is "snat" or "dnat" or "tproxy" && (cursor.Is("ip") || cursor.Is("ip6")))
        {
            // Behind "dnat ip addr . port to" stands what only says what the map holds.
            family = cursor.Take().Text;
        }
        if (kind is "snat" or "dnat")
        {
            isPrefix = cursor.TryTake("prefix");
            cursor.TryTake("interval");
            if (cursor.TryTake("addr"))
            {
                cursor.Expect(".");
                cursor.Expect("port");
            }
        }
        Expression? address = null;
        Expression? port = null;
        if (cursor.Is("to") || kind is "snat" or "dnat" or "tproxy")
        {
            cursor.Expect("to");
            if (!cursor.Is(":"))
            {
                address = Translated();
            }
            if (cursor.TryTake(":"))
            {
                port = Translated();
            }
            if (kind is "redirect" or "masquerade" && port is null)
            {
                (address, port) = (null, address);
            }
        }
        return new Statement.Translate(
            kind,
            family,
            isPrefix,
            address,
            port,
            kind == "tproxy" ? [] : TranslationFlags(),
            keyword.Point
        );
    }

    private EquatableArray<string> TranslationFlags()
    {
        var flags = new List<string>();
        while (cursor.Peek().Text is "random" or "fully-random" or "persistent")
        {
            flags.Add(cursor.Take().Text);
            if (!cursor.TryTake(","))
            {
                break;
            }
        }
        return flags.ToEquatableArray();
    }

    /// <summary>A value, a prefix, a range, or what a map has.</summary>
    private Expression Translated()
    {
        var value = expressions.Full();
        if (cursor.Is("/") && cursor.Peek(1).Kind == LexemeKind.Number)
        {
            cursor.Take();
            return new Expression.Prefix(
                value,
                (int)cursor.Number("the length of a prefix, in bits", 128)
            );
        }
        return cursor.TryTake("-") ? new Expression.Interval(value, expressions.Full()) : value;
    }

    private Statement Queue()
    {
        var flags = new List<string>();
        Expression? to = null;
        while (true)
        {
            if (cursor.TryTake("flags"))
            {
                do
                {
                    flags.Add(cursor.Expect("a flag", "bypass", "fanout"));
                } while (cursor.TryTake(","));
            }
            else if (to is null && cursor.TryTake("num"))
            {
                if (expressions.IsAhead)
                {
                    throw cursor.Fault(
                        "a number of a queue or a range of them; to takes expressions"
                    );
                }
                to = Translated();
            }
            else if (to is null && cursor.TryTake("to"))
            {
                to = Translated();
            }
            else if (cursor.Is("bypass") || cursor.Is("fanout"))
            {
                flags.Add(cursor.Take().Text);
                cursor.TryTake(",");
            }
            else
            {
                return new Statement.Queue(to, flags.ToEquatableArray());
            }
        }
    }

    private Statement Duplicate()
    {
        cursor.Expect("to");
        var to = expressions.Full();
        return new Statement.Duplicate(to, cursor.TryTake("device") ? expressions.Full() : null);
    }

    private Statement Forward()
    {
        var family = cursor.Is("ip") || cursor.Is("ip6") ? cursor.Take().Text : null;
        cursor.Expect("to");
        var to = expressions.Full();
        return cursor.TryTake("device")
            ? new Statement.Forward(family, to, expressions.Full())
            : new Statement.Forward(family, null, to);
    }
}
