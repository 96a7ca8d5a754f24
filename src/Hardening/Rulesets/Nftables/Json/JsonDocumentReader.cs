using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Reads what <c>nft -j list ruleset</c> prints, and commands in the same form (libnftables-json(5)).</summary>
internal sealed class JsonDocumentReader
{
    private static readonly string[] Verbs =
    [
        "add",
        "create",
        "insert",
        "replace",
        "delete",
        "destroy",
        "flush",
        "rename",
        "reset",
        "list",
    ];

    private readonly JsonFields fields;
    private readonly JsonExpressionReader expressions;
    private readonly JsonStatementReader statements;
    private readonly JsonItemReader items;

    private JsonDocumentReader(string file)
    {
        fields = new JsonFields(file);
        expressions = new JsonExpressionReader(fields);
        statements = new JsonStatementReader(fields, expressions);
        items = new JsonItemReader(fields, expressions, statements);
    }

    /// <exception cref="InputException">It departs from what libnftables-json(5) says.</exception>
    internal static Document Read(string file, string text)
    {
        var reader = new JsonDocumentReader(file);
        var root = JsonText.Read(file, text);
        if (
            root is not JsonValue.Members members
            || members.Find("nftables") is not JsonValue.Sequence list
        )
        {
            throw reader.fields.Error(
                root,
                "found no list \"nftables\", expected {\"nftables\": [ … ]}"
            );
        }
        var blocks = new TableBlocks();
        foreach (var item in list.Items)
        {
            reader.Add(item, blocks);
        }
        return new Document(file, blocks.Finish(), []);
    }

    /// <summary>The statements of a rule alone, as nft's own tests hold them.</summary>
    internal static EquatableArray<Statement> ReadStatements(string file, string text)
    {
        var reader = new JsonDocumentReader(file);
        return reader.statements.All(reader.fields.List(JsonText.Read(file, text)));
    }

    private void Add(JsonValue item, TableBlocks commands)
    {
        var (name, value) = fields.Only(item);
        if (name == "metainfo")
        {
            return;
        }
        if (Array.IndexOf(Verbs, name) < 0)
        {
            commands.Add(Command("add", name, value));
            return;
        }
        var (kind, what) = fields.Only(value);
        commands.Add(
            name == "list"
                ? new Command.Silent(name, value.Point, $"list {kind}")
                : Command(name, kind, what)
        );
    }

    private Command Command(string verb, string kind, JsonValue value)
    {
        if (kind == "ruleset")
        {
            return new Command.OfRuleset(
                verb,
                value.Point,
                (value as JsonValue.Members)?.Find("family") is { } family
                    ? fields.Text(family)
                    : null
            );
        }
        var members = fields.Members(value);
        var id = new TableId(
            fields.Text(members, "family"),
            fields.Text(members, kind == "table" ? "name" : "table", optional: kind == "table")
        );
        var handle = fields.OptionalNumber(members, "handle");
        switch (kind)
        {
            case "table":
                return new Command.OfTable(
                    verb,
                    value.Point,
                    new Table(
                        id,
                        fields.Optional(members, "comment"),
                        handle,
                        fields.Texts(members, "flags"),
                        [],
                        null,
                        [],
                        value.Point
                    ),
                    verb is "add"
                );
            case "rule":
                return Rule(verb, members, id, handle);
            case "element":
                return new Command.OfElements(
                    verb,
                    value.Point,
                    id,
                    fields.Text(members, "name"),
                    expressions.Elements(
                        members.Find("elem")
                            ?? throw fields.Error(value, "found no \"elem\", expected the elements")
                    )
                );
            default:
                var name = fields.Optional(members, "name") ?? string.Empty;
                var isMade = verb is "add" or "create";
                return new Command.OfItem(
                    verb,
                    value.Point,
                    kind,
                    id,
                    name,
                    isMade || name.Length > 0 ? null : handle,
                    isMade ? items.Read(kind, name, members, handle) : null,
                    fields.Optional(members, "newname")
                );
        }
    }

    private Command.OfRule Rule(string verb, JsonValue.Members members, TableId id, ulong? handle)
    {
        var index = fields.OptionalNumber(members, "index");
        var takesPlace = verb is "delete" or "destroy" or "replace" or "insert";
        Rule? rule = null;
        if (members.Find("expr") is { } expr)
        {
            var read = new Rule(
                statements.All(fields.List(expr)),
                fields.Optional(members, "comment"),
                handle is > 0 ? handle : null,
                null,
                members.Point,
                string.Empty
            );
            rule = read with { Text = DocumentPrinter.Print(read) };
        }
        return new Command.OfRule(
            verb,
            members.Point,
            id,
            fields.Text(members, "chain"),
            index is not null ? "index"
                : takesPlace && handle is not null ? "handle"
                : null,
            index ?? handle ?? 0,
            rule
        );
    }
}
