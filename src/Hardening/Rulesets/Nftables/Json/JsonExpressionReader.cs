using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Reads expressions (libnftables-json(5), EXPRESSIONS).</summary>
/// <param name="fields">Takes values.</param>
internal sealed class JsonExpressionReader(JsonFields fields)
{
    private static readonly string[] Verdicts =
    [
        "accept",
        "drop",
        "continue",
        "return",
        "jump",
        "goto",
    ];

    /// <summary>Reads the statements that elements carry; set by who reads statements.</summary>
    internal Func<string, JsonValue, Statement>? Carried { get; set; }

    internal Expression Read(JsonValue value)
    {
        switch (value)
        {
            case JsonValue.Scalar scalar:
                return Scalar(scalar);
            case JsonValue.Sequence(_, var items):
                return new Expression.Alternatives(items.Select(Read).ToEquatableArray());
            case JsonValue.Null:
                throw fields.Error(value, "found null, expected an expression");
        }
        var (name, inner) = fields.Only(value);
        return Read(name, inner, value);
    }

    /// <summary>The elements of a set or map: values, and pairs of keys and values.</summary>
    internal EquatableArray<Expression> Elements(JsonValue value) =>
        value is JsonValue.Sequence(_, var items) ? items.Select(Element).ToEquatableArray()
        : value is JsonValue.Members { Named: [("set", JsonValue.Sequence(_, var inner))] }
            ? inner.Select(Element).ToEquatableArray()
        : [Element(value)];

    internal static bool IsVerdict(string name) => Array.IndexOf(Verdicts, name) >= 0;

    internal Verdict Verdict(string name, JsonValue value)
    {
        var target = value is JsonValue.Members members ? fields.Optional(members, "target") : null;
        return new Verdict(name, target, null, value.Point);
    }

    private static Expression Scalar(JsonValue.Scalar scalar) =>
        scalar switch
        {
            { IsText: false, Text: "true" } => new Expression.Symbol("exists", false, scalar.Point),
            { IsText: false, Text: "false" } => new Expression.Symbol(
                "missing",
                false,
                scalar.Point
            ),
            { IsText: true, Text: "*" } => new Expression.Wildcard(),
            { IsText: true, Text: ['@', .. var name] } => new Expression.SetReference(
                name,
                scalar.Point
            ),
            _ => new Expression.Symbol(scalar.Text, false, scalar.Point),
        };

    private Expression Element(JsonValue value) =>
        value is JsonValue.Sequence(_, [var key, var data])
            ? new Expression.Mapping(Read(key), Read(data))
            : Read(value);

    private Expression Read(string name, JsonValue value, JsonValue at)
    {
        var point = at.Point;
        if (IsVerdict(name))
        {
            return new Expression.VerdictValue(Verdict(name, value));
        }
        switch (name)
        {
            case "concat":
                return new Expression.Concatenation(
                    fields.List(value).Select(Read).ToEquatableArray()
                );
            case "set":
                return value is JsonValue.Scalar
                    ? new Expression.SetLiteral([Read(value)], point)
                    : new Expression.SetLiteral(Elements(value), point);
            case "range":
                return fields.List(value) is [var first, var last]
                    ? new Expression.Interval(Read(first), Read(last))
                    : throw fields.Error(value, "found a range that has not two ends");
            case "&" or "|" or "^" or "<<" or ">>":
                return fields
                    .List(value)
                    .Select(Read)
                    .Aggregate((left, right) => new Expression.Bitwise(name, left, right));
        }
        var members = fields.Members(value);
        switch (name)
        {
            case "map":
                return new Expression.Lookup(Needed(members, "key"), Map(members));
            case "prefix":
                return new Expression.Prefix(
                    Needed(members, "addr"),
                    (int)(fields.OptionalSmall(members, "len") ?? 0)
                );
            case "elem":
                return Element(members);
            case "payload":
                return Payload(members);
            case "exthdr":
                return Extension("exthdr", members);
            case "tcp option" or "ip option" or "sctp chunk":
                return Extension(name, members);
            case "dccp option":
                return new Expression.Extension(name, fields.Text(members, "type"), null, point);
            case "meta":
                return new Expression.Meta(MetaKeys.Canonical(fields.Text(members, "key")), point);
            case "ct":
                return Conntrack(members);
            case "rt":
                return new Expression.Routing(
                    fields.Text(members, "key"),
                    fields.Optional(members, "family"),
                    point
                );
            case "fib":
                return new Expression.Fib(
                    fields.Texts(members, "flags"),
                    fields.Text(members, "result"),
                    point
                );
            case "socket":
                return new Expression.Socket(
                    fields.Text(members, "key"),
                    (int?)fields.OptionalSmall(members, "level"),
                    point
                );
            case "osf":
                return new Expression.Fingerprint(
                    fields.Optional(members, "ttl"),
                    fields.Text(members, "key"),
                    point
                );
            case "ipsec":
                return new Expression.Ipsec(
                    fields.Text(members, "dir"),
                    fields.OptionalSmall(members, "spnum") ?? 0,
                    fields.Optional(members, "family"),
                    fields.Text(members, "key"),
                    point
                );
            case "numgen":
                return new Expression.Numgen(
                    fields.Text(members, "mode"),
                    fields.OptionalSmall(members, "mod") ?? 0,
                    fields.OptionalSmall(members, "offset") ?? 0,
                    point
                );
            case "jhash" or "symhash":
                return new Expression.HashOf(
                    name == "jhash" ? Needed(members, "expr") : null,
                    fields.OptionalSmall(members, "mod") ?? 0,
                    fields.OptionalSmall(members, "seed"),
                    fields.OptionalSmall(members, "offset") ?? 0,
                    point
                );
            case "tunnel":
                return new Expression.TunnelKey(fields.Text(members, "key"), point);
            case "xt":
                return new Expression.Xt(
                    fields.Optional(members, "type") ?? "match",
                    fields.Optional(members, "name") ?? string.Empty
                );
            default:
                throw fields.Error(
                    at,
                    $"found {Quotation.Of(name)}, expected an expression of libnftables-json(5)"
                );
        }
    }

    /// <summary>The map of a lookup: elements, or a name.</summary>
    internal Expression Map(JsonValue.Members members)
    {
        var data =
            members.Find("data")
            ?? throw fields.Error(members, "found no \"data\", expected a map");
        return data is JsonValue.Scalar ? Read(data)
            : Read(data) is Expression.SetLiteral literal ? literal
            : throw fields.Error(data, "found no map, expected {\"set\": [ … ]} or \"@name\"");
    }

    internal Expression Needed(JsonValue.Members members, string name) =>
        Read(
            members.Find(name)
                ?? throw fields.Error(members, $"found no \"{name}\", expected it here")
        );

    private Expression Element(JsonValue.Members members)
    {
        var statements = new List<Statement>();
        foreach (var (name, value) in members.Named)
        {
            if (
                name is "counter" or "limit" or "quota" or "last" or "ct count"
                && Carried is { } carried
            )
            {
                statements.Add(carried(name, value));
            }
        }
        return new Expression.Element(
            Needed(members, "val"),
            fields.OptionalNumber(members, "timeout") * 1000,
            fields.OptionalNumber(members, "expires") * 1000,
            statements.ToEquatableArray(),
            fields.Optional(members, "comment")
        );
    }

    private Expression Payload(JsonValue.Members members)
    {
        if (fields.Optional(members, "base") is { } start)
        {
            return new Expression.RawPayload(
                start,
                (int)(fields.OptionalSmall(members, "offset") ?? 0),
                (int)Math.Min(fields.OptionalSmall(members, "len") ?? 0, 2048),
                members.Point
            );
        }
        var protocol = fields.Text(members, "protocol");
        var field = fields.Text(members, "field");
        return Headers.Find(protocol)?.Find(field) is null
            ? throw fields.Error(
                members,
                $"found {protocol} {field}, expected a field of a header that nft knows"
            )
            : new Expression.Payload(
                protocol,
                field,
                // A tunnel's own fields are said to be within itself.
                fields.Optional(members, "tunnel")
                    is { } tunnel
                && tunnel != protocol
                    ? tunnel
                    : null,
                members.Point
            );
    }

    private Expression Extension(string kind, JsonValue.Members members)
    {
        if (fields.OptionalSmall(members, "base") is { } number)
        {
            var offset = fields.OptionalSmall(members, "offset") ?? 0;
            var length = fields.OptionalSmall(members, "len") ?? 0;
            // Of its kind alone, or of no bits, it is asked whether it is there.
            return new Expression.Extension(
                kind,
                offset == 0 && (length == 0 || length == 8)
                    ? ExtensionFields.TcpName((int)Math.Min(number, 255))
                        ?? FormattableString.Invariant($"{number}")
                    : FormattableString.Invariant($"@{number},{offset},{length}"),
                null,
                members.Point
            );
        }
        var name = fields.Text(members, "name");
        var field = fields.Optional(members, "field");
        if (
            field is not null
            && fields.OptionalSmall(members, "offset") is { } index
            && kind == "exthdr"
        )
        {
            field = FormattableString.Invariant($"{field}[{index}]");
        }
        name = name == "sack0" ? "sack" : name;
        return
            !ExtensionFields.Exists(kind, name)
            || field is not null && ExtensionFields.Find(kind, name, field) is null
            ? throw fields.Error(
                members,
                $"found {kind} {name} {field}, expected one that nft knows"
            )
            : new Expression.Extension(kind, name, field, members.Point);
    }

    private Expression Conntrack(JsonValue.Members members)
    {
        var words = fields.Text(members, "key").Split(' ');
        var key = words[^1];
        return ConntrackKeys.Find(key) is null
            ? throw fields.Error(
                members,
                Spelling.Unknown("key of ct", key, ConntrackKeys.Names.Order())
            )
            : new Expression.Conntrack(
                key,
                fields.Optional(members, "dir"),
                words.Length > 1 ? words[0] : fields.Optional(members, "family"),
                members.Point
            );
    }
}
