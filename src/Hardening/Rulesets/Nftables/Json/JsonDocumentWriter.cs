using System.Diagnostics;
using System.Text.Json.Nodes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Writes the tables of a canonical document as <c>nft -j list ruleset</c> does (libnftables-json(5)).</summary>
internal sealed class JsonDocumentWriter
{
    // Another order than that of a listing.
    private static readonly string[] SetFlags = ["constant", "interval", "timeout", "dynamic"];

    private readonly JsonArray list = [];
    private readonly JsonExpressionWriter expressions = new();
    private readonly JsonStatementWriter statements;

    private JsonDocumentWriter() => statements = new JsonStatementWriter(expressions);

    /// <summary>The tables; other commands of the document are left out, as a listing has none.</summary>
    internal static JsonObject Write(Document document)
    {
        var writer = new JsonDocumentWriter();
        writer.list.Add(
            (JsonNode)JsonExpressionWriter.Named("metainfo", ("json_schema_version", 1))
        );
        foreach (var table in document.Commands.OfType<Command.OfTable>())
        {
            writer.Add(table.Table);
        }
        return JsonExpressionWriter.One("nftables", writer.list);
    }

    private void Add(Table table)
    {
        Add(
            "table",
            JsonExpressionWriter.Of(
                ("family", table.Id.Family),
                ("name", table.Id.Name),
                ("handle", Handle(table.Handle)),
                ("flags", JsonExpressionWriter.Texts(table.Flags)),
                ("comment", table.Comment)
            )
        );
        foreach (var item in table.Items)
        {
            Add(table.Id, item);
        }
        foreach (var chain in table.Items.OfType<TableItem.Chain>())
        {
            foreach (var rule in chain.Rules)
            {
                Add(
                    "rule",
                    JsonExpressionWriter.Of(
                        ("family", table.Id.Family),
                        ("table", table.Id.Name),
                        ("chain", chain.Name),
                        ("handle", Handle(rule.Handle)),
                        ("comment", rule.Comment),
                        ("expr", statements.All(rule.Statements))
                    )
                );
            }
        }
    }

    private void Add(string kind, JsonObject members) =>
        list.Add((JsonNode)JsonExpressionWriter.One(kind, members));

    private static JsonNode Handle(ulong? handle) => JsonExpressionWriter.JsonValue(handle ?? 0);

    private static JsonNode? Number(ulong? number) =>
        number is { } value ? JsonExpressionWriter.JsonValue(value) : null;

    private void Add(TableId id, TableItem item)
    {
        var members = JsonExpressionWriter.Of(
            ("family", id.Family),
            ("table", id.Name),
            ("name", item.Name),
            ("handle", Handle(item.Handle)),
            ("comment", item.Comment)
        );
        switch (item)
        {
            case TableItem.Chain chain:
                if (chain.Hook is { } hook)
                {
                    Hook(members, id, hook);
                    members["policy"] = chain.Policy is Expression.Symbol policy
                        ? policy.Text
                        : "accept";
                }
                Add("chain", members);
                break;
            case TableItem.Set set:
                Set(members, set);
                Add(set.IsMap ? "map" : "set", members);
                break;
            case TableItem.Flowtable flowtable:
                if (flowtable.Hook is { } of)
                {
                    Hook(members, id, of);
                }
                Add("flowtable", members);
                break;
            case TableItem.Stateful stateful:
                Add(Stateful(members, stateful.Kind), members);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Hook(JsonObject members, TableId id, Hook hook)
    {
        if (hook.Type.Length > 0)
        {
            members["type"] = hook.Type;
        }
        members["hook"] = hook.Name;
        members["prio"] = PriorityName.Value(hook.Priority, id.Family);
        var devices = hook
            .Devices.Select(device => ((Expression.Symbol)device).Text)
            .ToEquatableArray();
        if (JsonExpressionWriter.Flags(devices) is { } names)
        {
            members["dev"] = names;
        }
    }

    private void Set(JsonObject members, TableItem.Set set)
    {
        var properties = set.Properties;
        members["type"] = Types(set.Key, set.IsTypeof);
        if (set.IsMap)
        {
            members["map"] = set.ObjectKind ?? Types(set.Data, isTypeof: false);
        }
        foreach (
            var (name, value) in new (string, JsonNode?)[]
            {
                ("policy", properties.Policy is "performance" ? null : properties.Policy),
                (
                    "flags",
                    JsonExpressionWriter.Texts(
                        SetFlags
                            .Where(flag =>
                                set.Flags.Contains(flag)
                                || flag == "timeout" && properties.Timeout is not null
                            )
                            .ToEquatableArray()
                    )
                ),
                ("timeout", Number(properties.Timeout / 1000)),
                ("gc-interval", Number(properties.GcInterval / 1000)),
                ("size", Number(properties.Size)),
                ("auto-merge", properties.AutoMerge ? true : null),
                (
                    "stmt",
                    properties.Statements.Count > 0 ? statements.All(properties.Statements) : null
                ),
                ("elem", set.Elements.Count > 0 ? expressions.Elements(set.Elements) : null),
            }
        )
        {
            if (value is not null)
            {
                members[name] = value;
            }
        }
    }

    private JsonNode? Types(EquatableArray<Expression> types, bool isTypeof)
    {
        if (isTypeof && types.All(type => type is not Expression.Symbol))
        {
            return JsonExpressionWriter.One(
                "typeof",
                types.Count == 1
                    ? expressions.Write(types[0])
                    : expressions.Write(new Expression.Concatenation(types))
            );
        }
        var names = types
            .Select(type =>
                type is Expression.Symbol symbol
                    ? symbol.Text
                    : SelectorType.Of(type)?.Name ?? "integer"
            )
            .ToEquatableArray();
        return JsonExpressionWriter.Flags(names);
    }

    private static string Stateful(JsonObject members, StatefulKind kind)
    {
        switch (kind)
        {
            case StatefulKind.Named(var keyword, Statement.Quota quota):
                ulong unit = quota.Unit switch
                {
                    "kbytes" => 1024,
                    "mbytes" => 1024 * 1024,
                    _ => 1,
                };
                members["bytes"] = Number(quota.Amount * unit);
                members["used"] = Number(quota.Used ?? 0);
                members["inv"] = quota.IsOver;
                return keyword;
            case StatefulKind.Named(var keyword, Statement.Limit limit):
                Merge(members, JsonStatementWriter.Limit(limit));
                if (limit.Unit != "packets" && limit.Burst is null)
                {
                    members.Remove("burst");
                    members.Remove("burst_unit");
                }
                return keyword;
            case StatefulKind.Named(var keyword, Statement.Synproxy synproxy):
                Merge(members, JsonStatementWriter.Synproxy(synproxy));
                return keyword;
            case StatefulKind.Named(var keyword, Statement.Counter(var packets, var bytes)):
                members["packets"] = Number(packets ?? 0);
                members["bytes"] = Number(bytes ?? 0);
                return keyword;
            case StatefulKind.Helper(var type, var protocol, var family):
                members["type"] = type;
                members["protocol"] = protocol;
                members["l3proto"] = family;
                return "ct helper";
            case StatefulKind.Timeout(var protocol, var family, var policy):
                members["protocol"] = protocol;
                members["l3proto"] = family;
                var states = new JsonObject();
                foreach (var (state, seconds) in policy)
                {
                    states[state] = Number(seconds);
                }
                members["policy"] = states;
                return "ct timeout";
            case StatefulKind.Expectation expectation:
                members["protocol"] = expectation.Protocol;
                members["dport"] = Number(expectation.DestinationPort);
                members["timeout"] = Number(expectation.Milliseconds);
                members["size"] = Number(expectation.Size);
                members["l3proto"] = expectation.L3Protocol;
                return "ct expectation";
            case StatefulKind.Secmark(var context):
                members["context"] = context;
                return "secmark";
            default:
                return "tunnel";
        }
    }

    private static void Merge(JsonObject members, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            members[name] = value?.DeepClone();
        }
    }
}
