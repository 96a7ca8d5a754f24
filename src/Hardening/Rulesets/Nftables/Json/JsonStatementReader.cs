using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Reads statements (libnftables-json(5), STATEMENTS).</summary>
internal sealed class JsonStatementReader
{
    private readonly JsonFields fields;
    private readonly JsonExpressionReader expressions;

    internal JsonStatementReader(JsonFields fields, JsonExpressionReader expressions)
    {
        this.fields = fields;
        this.expressions = expressions;
        expressions.Carried = Read;
    }

    internal EquatableArray<Statement> All(IReadOnlyList<JsonValue> items) =>
        items
            .Select(item =>
            {
                var (name, value) = fields.Only(item);
                return Read(name, value);
            })
            .ToEquatableArray();

    internal Statement Read(string name, JsonValue value)
    {
        if (JsonExpressionReader.IsVerdict(name))
        {
            return new Statement.Decide(expressions.Verdict(name, value));
        }
        return name switch
        {
            "notrack" => new Statement.Notrack(),
            "counter" or "quota" or "limit" or "synproxy" or "tunnel" when IsReference(value) =>
                new Statement.ObjectReference(name, Name(value)),
            "ct helper" or "ct timeout" or "ct expectation" => new Statement.Assign(
                new Expression.Conntrack(name[3..], null, null, value.Point),
                Name(value)
            ),
            "secmark" => new Statement.Assign(
                new Expression.Meta("secmark", value.Point),
                Name(value)
            ),
            _ => OfMembers(
                name,
                value as JsonValue.Members ?? new JsonValue.Members(value.Point, []),
                value
            ),
        };
    }

    private static bool IsReference(JsonValue value) =>
        value is JsonValue.Scalar or JsonValue.Members { Named: [("map", _)] };

    private Expression Name(JsonValue value) =>
        value is JsonValue.Scalar(_, var text, _)
            ? new Expression.Symbol(text, true, value.Point)
            : expressions.Read(value);

    private Statement OfMembers(string name, JsonValue.Members members, JsonValue value)
    {
        switch (name)
        {
            case "match":
                return Match(members);
            case "vmap":
                return new Statement.VerdictMap(
                    expressions.Needed(members, "key"),
                    expressions.Map(members)
                );
            case "counter":
                return new Statement.Counter(
                    fields.OptionalNumber(members, "packets"),
                    fields.OptionalNumber(members, "bytes")
                );
            case "mangle":
                return new Statement.Assign(
                    expressions.Needed(members, "key"),
                    expressions.Needed(members, "value")
                );
            case "limit":
                return Limit(members);
            case "quota":
                return new Statement.Quota(
                    JsonFields.IsTrue(members, "inv"),
                    fields.OptionalNumber(members, "val")
                        ?? fields.OptionalNumber(members, "bytes")
                        ?? 0,
                    fields.Optional(members, "val_unit") ?? "bytes",
                    fields.OptionalNumber(members, "used"),
                    fields.Optional(members, "used_unit") ?? "bytes"
                );
            case "last":
                return new Statement.LastUse(fields.OptionalNumber(members, "used"));
            case "ct count":
                return new Statement.ConnectionLimit(
                    JsonFields.IsTrue(members, "inv"),
                    fields.OptionalSmall(members, "val") ?? 0
                );
            case "log":
                return Log(members);
            case "reject":
                return Reject(members);
            case "snat" or "dnat" or "masquerade" or "redirect" or "tproxy":
                return Translation(name, members);
            case "queue":
                return new Statement.Queue(
                    members.Find("num") is { } number ? expressions.Read(number) : null,
                    fields.Texts(members, "flags")
                );
            case "dup":
                return new Statement.Duplicate(
                    members.Find("addr") is { } address
                        ? expressions.Read(address)
                        : expressions.Needed(members, "dev"),
                    members.Find("addr") is not null && members.Find("dev") is { } device
                        ? expressions.Read(device)
                        : null
                );
            case "fwd":
                return new Statement.Forward(
                    fields.Optional(members, "family"),
                    members.Find("addr") is { } to ? expressions.Read(to) : null,
                    expressions.Needed(members, "dev")
                );
            case "set" or "map":
                return ChangeSet(name, members);
            case "meter":
                return Meter(members);
            case "synproxy":
                return Synproxy(members);
            case "flow":
                return new Statement.Offload(fields.Text(members, "flowtable").TrimStart('@'));
            case "reset":
                return new Statement.ResetOption(expressions.Read(value));
            case "xt":
                return new Statement.Xt(
                    fields.Optional(members, "type") ?? "match",
                    fields.Optional(members, "name") ?? string.Empty
                );
            default:
                throw fields.Error(
                    value,
                    $"found {Quotation.Of(name)}, expected a statement of libnftables-json(5)"
                );
        }
    }

    private Statement.Match Match(JsonValue.Members members)
    {
        var sign = fields.Optional(members, "op") ?? "==";
        var right = expressions.Needed(members, "right");
        return new Statement.Match(
            expressions.Needed(members, "left"),
            sign switch
            {
                "in" => string.Empty,
                "==" or "!=" or "<" or ">" or "<=" or ">=" or "!" => sign,
                _ => throw fields.Error(
                    members,
                    $"found the operator {Quotation.Of(sign)}, expected ==, !=, <, >, <=, >=, ! or in"
                ),
            },
            right
        );
    }

    private Statement.Limit Limit(JsonValue.Members members)
    {
        var unit = fields.Optional(members, "rate_unit") ?? "packets";
        return new Statement.Limit(
            JsonFields.IsTrue(members, "inv"),
            fields.OptionalNumber(members, "rate") ?? 0,
            unit,
            fields.Text(members, "per"),
            // Of bytes there may be none more at once, which goes without saying.
            fields.OptionalNumber(members, "burst")
                is { } burst
            && (burst > 0 || unit == "packets")
                ? burst
                : null,
            fields.Optional(members, "burst_unit") ?? (unit == "packets" ? "packets" : "bytes")
        );
    }

    private Statement.Log Log(JsonValue.Members members)
    {
        var flags = fields.Texts(members, "flags");
        return new Statement.Log(
            fields.Optional(members, "prefix") is { } prefix
                ? new Expression.Symbol(prefix, true, members.Point)
                : null,
            fields.Optional(members, "level"),
            fields.OptionalSmall(members, "group"),
            fields.OptionalSmall(members, "snaplen"),
            fields.OptionalSmall(members, "queue-threshold"),
            flags
        );
    }

    private Statement.Reject Reject(JsonValue.Members members) =>
        new(
            fields.Optional(members, "type"),
            members.Find("expr") is { } code ? expressions.Read(code) : null,
            false,
            members.Point
        );

    private Statement.Translate Translation(string kind, JsonValue.Members members) =>
        new(
            kind,
            fields.Optional(members, "family"),
            fields.Texts(members, "type_flags").Contains("prefix"),
            members.Find("addr") is { } address ? expressions.Read(address) : null,
            members.Find("port") is { } port ? expressions.Read(port) : null,
            fields.Texts(members, "flags"),
            members.Point
        );

    private Statement.ChangeSet ChangeSet(string name, JsonValue.Members members)
    {
        var key = expressions.Needed(members, "elem");
        EquatableArray<Statement> carried = [];
        if (key is Expression.Element element)
        {
            carried = element.Statements;
            key = element is { Timeout: null, Expires: null, Comment: null }
                ? element.Key
                : element with
                {
                    Statements = [],
                };
        }
        return new Statement.ChangeSet(
            fields.Text(members, "op"),
            fields.Text(members, name).TrimStart('@'),
            key,
            members.Find("data") is { } data ? expressions.Read(data) : null,
            members.Find("stmt") is { } more ? [.. carried, .. All(fields.List(more))] : carried,
            members.Point
        );
    }

    private Statement.Meter Meter(JsonValue.Members members) =>
        new(
            fields.Text(members, "name"),
            fields.OptionalSmall(members, "size"),
            expressions.Needed(members, "key"),
            members.Find("stmt") is { } statement ? All([statement]) : []
        );

    internal Statement.Synproxy Synproxy(JsonValue.Members members) =>
        new(
            fields.OptionalSmall(members, "mss"),
            fields.OptionalSmall(members, "wscale"),
            fields.Texts(members, "flags")
        );
}
