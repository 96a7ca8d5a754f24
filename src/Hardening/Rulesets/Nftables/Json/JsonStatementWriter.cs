using System.Diagnostics;
using System.Text.Json.Nodes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Writes statements of evaluated rules as <c>nft -j</c> does.</summary>
internal sealed class JsonStatementWriter
{
    private readonly JsonExpressionWriter expressions;

    internal JsonStatementWriter(JsonExpressionWriter expressions)
    {
        this.expressions = expressions;
        expressions.Carried = Write;
    }

    internal JsonArray All(EquatableArray<Statement> statements)
    {
        var array = new JsonArray();
        foreach (var statement in statements)
        {
            array.Add((JsonNode?)Write(statement));
        }
        return array;
    }

    internal JsonObject Write(Statement statement)
    {
        switch (statement)
        {
            case Statement.Match match:
                return Match(match);
            case Statement.VerdictMap(var key, var map):
                return Named("vmap", ("key", Of(key)), ("data", Of(map)));
            case Statement.Decide(var verdict):
                return JsonExpressionWriter.Verdict(verdict);
            case Statement.Counter(null, null):
                return JsonExpressionWriter.One("counter", null);
            case Statement.Counter(var packets, var bytes):
                return Named(
                    "counter",
                    ("packets", Number(packets ?? 0)),
                    ("bytes", Number(bytes ?? 0))
                );
            case Statement.ObjectReference(var kind, var name):
                return JsonExpressionWriter.One(kind, Of(name));
            case Statement.Limit limit:
                return JsonExpressionWriter.One("limit", Limit(limit));
            case Statement.Quota quota:
                return Named(
                    "quota",
                    ("val", Number(quota.Amount)),
                    ("val_unit", quota.Unit),
                    ("inv", quota.IsOver ? true : null),
                    ("used", quota.Used is { } used ? Number(used) : null),
                    ("used_unit", quota.Used is null ? null : quota.UsedUnit)
                );
            case Statement.LastUse(null):
                return JsonExpressionWriter.One("last", null);
            case Statement.LastUse(var ago):
                return Named("last", ("used", Number(ago.GetValueOrDefault())));
            case Statement.ConnectionLimit(var isOver, var count):
                return Named("ct count", ("val", count), ("inv", isOver ? true : null));
            case Statement.Log log:
                return Log(log);
            case Statement.Reject(null, _, _, _):
                return JsonExpressionWriter.One("reject", null);
            case Statement.Reject(var with, var code, _, _):
                return Named("reject", ("type", with), ("expr", code is null ? null : Of(code)));
            case Statement.Translate translate:
                return Translation(translate);
            case Statement.Notrack:
                return JsonExpressionWriter.One("notrack", null);
            case Statement.Assign(
                Expression.Conntrack { Key: "helper" or "timeout" or "expectation" } target,
                var value
            ):
                return JsonExpressionWriter.One($"ct {target.Key}", Of(value));
            case Statement.Assign(Expression.Meta { Key: "secmark" }, Expression.TextConstant text):
                return JsonExpressionWriter.One("secmark", text.Value);
            case Statement.Assign(var target, var value):
                return Named("mangle", ("key", Of(target)), ("value", Value(target, value)));
            case Statement.ResetOption(var option):
                return JsonExpressionWriter.One("reset", Of(option));
            case Statement.Queue(var to, var flags):
                return Named(
                    "queue",
                    ("num", to is null ? null : Of(to)),
                    ("flags", JsonExpressionWriter.Texts(flags))
                );
            case Statement.Duplicate(var to, var device):
                return Named("dup", ("addr", Of(to)), ("dev", device is null ? null : Of(device)));
            case Statement.Forward(var family, var address, var device):
                return Named(
                    "fwd",
                    ("dev", Of(device)),
                    ("addr", address is null ? null : Of(address)),
                    ("family", family)
                );
            case Statement.ChangeSet change:
                return ChangeSet(change);
            case Statement.Meter(var name, var size, var key, var statements):
                return Named(
                    "meter",
                    ("name", name),
                    ("size", size),
                    ("key", Of(key)),
                    ("stmt", statements.Count > 0 ? Write(statements[0]) : null)
                );
            case Statement.Synproxy synproxy:
                var options = Synproxy(synproxy);
                return JsonExpressionWriter.One("synproxy", options.Count == 0 ? null : options);
            case Statement.Offload(var flowtable):
                return Named("flow", ("op", "add"), ("flowtable", "@" + flowtable));
            case Statement.Xt(var kind, var name):
                return Named("xt", ("type", kind), ("name", name));
            default:
                throw new UnreachableException();
        }
    }

    internal static JsonObject Synproxy(Statement.Synproxy synproxy) =>
        JsonExpressionWriter.Of(
            ("mss", synproxy.Mss),
            ("wscale", synproxy.Wscale),
            ("flags", JsonExpressionWriter.Flags(synproxy.Flags))
        );

    internal static JsonObject Limit(Statement.Limit limit)
    {
        var isOfPackets = limit.Unit == "packets";
        return JsonExpressionWriter.Of(
            ("rate", Number(limit.Rate)),
            (
                "burst",
                limit.Burst is { } burst ? Number(burst)
                : isOfPackets ? 5
                : 0
            ),
            ("per", limit.Per),
            ("inv", limit.IsOver ? true : null),
            ("rate_unit", isOfPackets ? null : limit.Unit),
            ("burst_unit", isOfPackets ? null : limit.BurstUnit)
        );
    }

    private static JsonObject Named(
        string name,
        params ReadOnlySpan<(string Name, JsonNode? Value)> members
    ) => JsonExpressionWriter.Named(name, members);

    private static JsonNode Number(ulong number) => JsonExpressionWriter.JsonValue(number);

    private JsonNode? Of(Expression expression) => expressions.Write(expression);

    private JsonObject Match(Statement.Match match)
    {
        var isFlags =
            match.Right is Expression.Constant({ IsBitmask: true }, _)
            && match.Left is not Expression.Bitwise;
        var right =
            isFlags && match.Operator is "" or "!" && isFlags
                ? Listed(Of(match.Right))
                : Of(match.Right);
        return Named(
            "match",
            (
                "op",
                match.Operator.Length > 0 ? match.Operator
                : isFlags ? "in"
                : "=="
            ),
            ("left", Of(match.Left)),
            ("right", right)
        );
    }

    /// <summary>Flags any of which will do are a list.</summary>
    private static JsonNode? Listed(JsonNode? value) =>
        value is JsonObject made && made["|"] is { } flags ? flags.DeepClone() : value;

    private JsonNode? Value(Expression target, Expression value) =>
        target is Expression.Conntrack && value is Expression.Constant
            ? Listed(Of(value))
            : Of(value);

    private JsonObject Log(Statement.Log log)
    {
        var flags = log.Flags;
        string[] each = ["tcp sequence", "tcp options", "ip options", "skuid", "ether"];
        if (each.All(flags.Contains))
        {
            flags = ["all"];
        }
        var members = JsonExpressionWriter.Of(
            ("prefix", log.Prefix is { } prefix ? Of(prefix) : null),
            ("group", log.Group),
            ("snaplen", log.Snaplen),
            ("queue-threshold", log.QueueThreshold),
            ("level", log.Level is "warn" ? null : log.Level),
            ("flags", JsonExpressionWriter.Flags(flags))
        );
        return JsonExpressionWriter.One("log", members.Count == 0 ? null : members);
    }

    private JsonObject Translation(Statement.Translate translate)
    {
        var members = JsonExpressionWriter.Of(
            (
                "family",
                translate.Address is null && translate.Kind != "tproxy" ? null : translate.Family
            ),
            ("addr", translate.Address is { } address ? Of(address) : null),
            ("port", translate.Port is { } port ? Of(port) : null),
            ("flags", JsonExpressionWriter.Flags(translate.Flags)),
            ("type_flags", translate.IsPrefix ? "prefix" : null)
        );
        return JsonExpressionWriter.One(translate.Kind, members.Count == 0 ? null : members);
    }

    private JsonObject ChangeSet(Statement.ChangeSet change) =>
        Named(
            change.Data is null ? "set" : "map",
            ("op", change.Operation),
            ("elem", Of(change.Key)),
            ("data", change.Data is { } data ? Of(data) : null),
            (change.Data is null ? "set" : "map", "@" + change.Set),
            ("stmt", change.Statements.Count > 0 ? All(change.Statements) : null)
        );
}
