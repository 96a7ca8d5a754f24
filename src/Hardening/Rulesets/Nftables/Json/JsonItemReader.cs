using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Reads chains, sets, maps, stateful objects and flow tables (libnftables-json(5), RULESET ELEMENTS).</summary>
/// <param name="fields">Takes values.</param>
/// <param name="expressions">Reads expressions.</param>
/// <param name="statements">Reads statements.</param>
internal sealed class JsonItemReader(
    JsonFields fields,
    JsonExpressionReader expressions,
    JsonStatementReader statements
)
{
    private static readonly string[] ObjectKinds =
    [
        "counter",
        "quota",
        "limit",
        "secmark",
        "synproxy",
        "tunnel",
        "ct helper",
        "ct timeout",
        "ct expectation",
    ];

    internal TableItem Read(string kind, string name, JsonValue.Members members, ulong? handle)
    {
        handle = handle is > 0 ? handle : null;
        var comment = fields.Optional(members, "comment");
        return kind switch
        {
            "chain" => Chain(name, members, comment, handle),
            "set" or "map" => Set(kind, name, members, comment, handle),
            "flowtable" => new TableItem.Flowtable(
                name,
                comment,
                handle,
                members.Point,
                Hook(members),
                false,
                fields.Texts(members, "flags")
            ),
            _ => new TableItem.Stateful(
                name,
                comment,
                handle,
                members.Point,
                Stateful(kind, members)
            ),
        };
    }

    private TableItem.Chain Chain(
        string name,
        JsonValue.Members members,
        string? comment,
        ulong? handle
    )
    {
        var policy = fields.Optional(members, "policy");
        return new TableItem.Chain(
            name,
            comment,
            handle,
            members.Point,
            Hook(members),
            policy is null ? null : new Expression.Symbol(policy, false, members.Point),
            members.Point,
            [],
            []
        );
    }

    private Hook? Hook(JsonValue.Members members)
    {
        if (fields.Optional(members, "hook") is not { } hook)
        {
            return null;
        }
        var devices = fields
            .Texts(members, "dev")
            .Select(device => (Expression)new Expression.Symbol(device, true, members.Point))
            .ToEquatableArray();
        var type = fields.Optional(members, "type") ?? string.Empty;
        return new Hook(
            type,
            hook,
            devices,
            type.Length == 0 || devices.Count > 1,
            PriorityName.Of(Priority(members), hook, fields.Text(members, "family")),
            members.Point
        );
    }

    private int Priority(JsonValue.Members members) =>
        members.Find("prio") is JsonValue.Scalar(_, var text, _)
        && int.TryParse(
            text,
            System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture,
            out var priority
        )
            ? priority
            : throw fields.Error(members, "found no \"prio\", expected the priority as a number");

    private TableItem.Set Set(
        string kind,
        string name,
        JsonValue.Members members,
        string? comment,
        ulong? handle
    )
    {
        var (key, isTypeof) = Types(members, "type");
        string? objectKind = null;
        EquatableArray<Expression> data = [];
        if (kind == "map")
        {
            if (
                members.Find("map") is JsonValue.Scalar(_, var text, _)
                && Array.IndexOf(ObjectKinds, text) >= 0
            )
            {
                objectKind = text;
            }
            else
            {
                data = Types(members, "map").Types;
            }
        }
        return new TableItem.Set(
            name,
            comment,
            handle,
            members.Point,
            kind == "map",
            isTypeof,
            key,
            data,
            false,
            objectKind,
            fields.Texts(members, "flags"),
            new SetProperties(
                fields.OptionalNumber(members, "size"),
                null,
                fields.OptionalNumber(members, "timeout") * 1000,
                fields.OptionalNumber(members, "gc-interval") * 1000,
                fields.Optional(members, "policy"),
                JsonFields.IsTrue(members, "auto-merge"),
                members.Find("stmt") is { } stmt ? statements.All(fields.List(stmt)) : []
            ),
            members.Find("elem") is { } elements ? expressions.Elements(elements) : []
        );
    }

    private (EquatableArray<Expression> Types, bool IsTypeof) Types(
        JsonValue.Members members,
        string name
    )
    {
        switch (members.Find(name))
        {
            case JsonValue.Members { Named: [("typeof", var of)] }:
                var expression = expressions.Read(of);
                return (
                    expression is Expression.Concatenation(var parts) ? parts : [expression],
                    true
                );
            case { } value:
                return (
                    fields
                        .Texts(members, name)
                        .Select(type => (Expression)new Expression.Symbol(type, false, value.Point))
                        .ToEquatableArray(),
                    false
                );
            default:
                throw fields.Error(members, $"found no \"{name}\", expected a type");
        }
    }

    private StatefulKind Stateful(string kind, JsonValue.Members members)
    {
        switch (kind)
        {
            case "counter" or "quota" or "limit":
                return new StatefulKind.Named(kind, statements.Read(kind, members));
            case "synproxy":
                return new StatefulKind.Named(kind, statements.Synproxy(members));
            case "ct helper":
                return new StatefulKind.Helper(
                    fields.Text(members, "type"),
                    fields.Text(members, "protocol"),
                    fields.Optional(members, "l3proto")
                );
            case "ct timeout":
                return new StatefulKind.Timeout(
                    fields.Text(members, "protocol"),
                    fields.Optional(members, "l3proto"),
                    members.Find("policy") is JsonValue.Members policy
                        ? policy
                            .Named.Select(one => (one.Name, fields.Number(one.Value)))
                            .ToEquatableArray()
                        : []
                );
            case "ct expectation":
                return new StatefulKind.Expectation(
                    fields.Text(members, "protocol"),
                    fields.OptionalSmall(members, "dport") ?? 0,
                    fields.OptionalNumber(members, "timeout") ?? 0,
                    fields.OptionalSmall(members, "size") ?? 0,
                    fields.Optional(members, "l3proto")
                );
            case "secmark":
                return new StatefulKind.Secmark(fields.Text(members, "context"));
            case "tunnel":
                return new StatefulKind.Tunnel([]);
            default:
                throw fields.Error(
                    members,
                    $"found {Quotation.Of(kind)}, expected what a table holds"
                );
        }
    }
}
