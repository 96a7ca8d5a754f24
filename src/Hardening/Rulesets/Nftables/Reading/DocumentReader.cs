using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads a text as <c>nft -f</c> takes it (nft(8)), without asking whether names and values make sense.</summary>
internal sealed class DocumentReader
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
        "define",
        "redefine",
        "undefine",
        "include",
        "table",
        "chain",
        "rule",
        "set",
        "map",
        "element",
        "flowtable",
        "monitor",
        "describe",
        "export",
        "import",
    ];

    private readonly Cursor cursor;
    private readonly TableReader tables;
    private readonly DefinitionReader definitions;

    private DocumentReader(string file, string text)
    {
        cursor = new Cursor(file, text);
        definitions = new DefinitionReader(cursor);
        tables = new TableReader(cursor, definitions);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="file">Its name in messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It departs from what nft(8) says.</exception>
    internal static Document Read(string file, string text)
    {
        var reader = new DocumentReader(file, text);
        var commands = new List<Command>();
        while (true)
        {
            reader.cursor.SkipSeparators();
            if (reader.cursor.Peek().Kind == LexemeKind.End)
            {
                return new Document(file, commands.ToEquatableArray(), reader.cursor.TakeRemarks());
            }
            if (reader.Command() is { } command)
            {
                commands.Add(command);
            }
            if (reader.cursor.Peek().Kind is not (LexemeKind.Separator or LexemeKind.End))
            {
                throw reader.cursor.Fault("the end of the command: a new line or \";\"");
            }
        }
    }

    private Command? Command()
    {
        var first = cursor.Peek();
        if (definitions.TryRead())
        {
            return null;
        }
        switch (first.Text)
        {
            case "table"
            or "chain"
            or "rule"
            or "set"
            or "map"
            or "element"
            or "flowtable"
            or "counter"
            or "quota"
            or "limit"
            or "secmark"
            or "synproxy"
            or "tunnel"
            or "ct" when first.Kind == LexemeKind.Word:
                return Adding("add", first);
            case "add" or "create" when first.Kind == LexemeKind.Word:
                cursor.Take();
                return Adding(first.Text, first);
            case "insert" or "replace" when first.Kind == LexemeKind.Word:
                cursor.Take();
                cursor.TryTake("rule");
                return Rule(first.Text, first);
            case "delete" or "destroy" or "flush" or "reset" when first.Kind == LexemeKind.Word:
                cursor.Take();
                return Taking(first.Text, first);
            case "rename" when first.Kind == LexemeKind.Word:
                cursor.Take();
                return Renaming(first);
            case "list"
            or "monitor"
            or "describe"
            or "export"
            or "import" when first.Kind == LexemeKind.Word:
                while (!cursor.AtEnd)
                {
                    cursor.Take();
                }
                return new Command.Silent(first.Text, first.Point, cursor.Written(first));
            default:
                throw first.Kind == LexemeKind.Word
                && Spelling.Nearest(first.Text, Verbs) is { } near
                    ? cursor.Error(
                        first.Point,
                        $"found {first.Shown}, expected a command of nft(8); did you mean {near}?"
                    )
                    : cursor.Fault(
                        "a command of nft(8), such as table, add, insert, delete or flush"
                    );
        }
    }

    private Command Adding(string verb, Lexeme first)
    {
        var kind = cursor.Peek();
        switch (kind.Text)
        {
            case "table":
                cursor.Take();
                return tables.Table(verb, first.Point);
            case "rule":
                cursor.Take();
                return Rule(verb, first);
            case "element":
                cursor.Take();
                return Elements(verb, first);
            case "chain":
                cursor.Take();
                return tables.TopChain(verb, first.Point);
            case "set" or "map":
                cursor.Take();
                var (setTable, set) = Names();
                return Item(
                    verb,
                    first,
                    kind.Text,
                    setTable,
                    set,
                    new SetReader(cursor).Read(set, kind.Text == "map", kind.Point)
                );
            case "flowtable":
                cursor.Take();
                var (flowTable, flow) = Names();
                return Item(
                    verb,
                    first,
                    kind.Text,
                    flowTable,
                    flow,
                    cursor.Is("{") ? tables.Flowtable(flow, kind.Point) : null
                );
            case "counter" or "quota" or "limit" or "secmark" or "synproxy" or "tunnel":
            case "ct" when cursor.Peek(1).Text is "helper" or "timeout" or "expectation":
                var keyword = ObjectReader.Keyword(cursor);
                var (table, name) = Names();
                return Item(
                    verb,
                    first,
                    keyword,
                    table,
                    name,
                    new ObjectReader(cursor).Read(keyword, name, kind.Point)
                );
            default:
                return Rule(verb, first);
        }
    }

    private static Command Item(
        string verb,
        Lexeme first,
        string keyword,
        TableId table,
        string name,
        TableItem? item
    ) => new Command.OfItem(verb, first.Point, keyword, table, name, null, item, null);

    private (TableId Table, string Name) Names() => (tables.Id(), cursor.Name("a name"));

    private Command Rule(string verb, Lexeme first)
    {
        var table = tables.Id();
        var chain = cursor.Name("the name of a chain");
        string? place = null;
        var number = 0ul;
        if (
            cursor.Peek().Text is "handle" or "position" or "index"
            && cursor.Peek(1).Kind is LexemeKind.Number or LexemeKind.Variable
            && cursor.Peek().Kind == LexemeKind.Word
        )
        {
            place = cursor.Take().Text;
            number = cursor.Number($"the {place} of a rule");
        }
        if (verb == "replace" && place != "handle")
        {
            throw cursor.Fault("handle and the number of the rule that is replaced");
        }
        return new Command.OfRule(
            verb,
            first.Point,
            table,
            chain,
            place,
            number,
            new RuleReader(cursor).Read()
        );
    }

    private Command Elements(string verb, Lexeme first)
    {
        var (table, set) = Names();
        EquatableArray<Expression> elements;
        if (cursor.Peek().Kind == LexemeKind.Variable)
        {
            var variable = cursor.Take();
            elements = cursor.Scope.Find(cursor, variable) is Expression.SetLiteral literal
                ? literal.Elements
                : throw cursor.FaultAt(variable, "a variable that stands for elements in braces");
        }
        else
        {
            elements = new ExpressionReader(cursor).Elements();
        }
        return new Command.OfElements(verb, first.Point, table, set, elements);
    }

    private Command Taking(string verb, Lexeme first)
    {
        var kind = cursor.Peek();
        switch (kind.Text)
        {
            case "ruleset":
                cursor.Take();
                return new Command.OfRuleset(
                    verb,
                    first.Point,
                    cursor.AtEnd ? null : tables.Family()
                );
            case "table":
                cursor.Take();
                return HandleOf("table") is { } one
                    ? new Command.OfItem(
                        verb,
                        first.Point,
                        "table",
                        new TableId(one.Family, string.Empty),
                        string.Empty,
                        one.Handle,
                        null,
                        null
                    )
                    : new Command.OfTable(verb, first.Point, tables.Empty(), false);
            case "element":
                cursor.Take();
                return Elements(verb, first);
            case "rule":
                cursor.Take();
                var table = tables.Id();
                var chain = cursor.Name("the name of a chain");
                if (verb == "reset" && cursor.AtEnd)
                {
                    return new Command.Silent(verb, first.Point, cursor.Written(first));
                }
                cursor.Expect("handle");
                return new Command.OfRule(
                    verb,
                    first.Point,
                    table,
                    chain,
                    "handle",
                    cursor.Number("the handle of a rule"),
                    null
                );
        }
        if (verb == "reset" && kind.Text is "rules" or "counters" or "quotas")
        {
            while (!cursor.AtEnd)
            {
                cursor.Take();
            }
            return new Command.Silent(verb, first.Point, cursor.Written(first));
        }
        var keyword = kind.Text switch
        {
            "chain" or "set" or "map" or "meter" or "flowtable" => cursor.Take().Text,
            _ => ObjectReader.Keyword(cursor),
        };
        var id = tables.Id();
        if (cursor.Is("handle") && cursor.Peek(1).Kind == LexemeKind.Number)
        {
            cursor.Take();
            return new Command.OfItem(
                verb,
                first.Point,
                keyword,
                id,
                string.Empty,
                cursor.Number("a handle"),
                null,
                null
            );
        }
        var name = cursor.Name("a name, or handle and a number");
        // "delete flowtable t f { devices = { eth0 } }" takes devices away.
        var item =
            keyword == "flowtable" && cursor.Is("{") ? tables.Flowtable(name, kind.Point)
            : keyword == "chain" && cursor.Is("{")
                ? ((Command.OfItem)tables.ChainOf(verb, first.Point, id, name)).Item
            : null;
        return new Command.OfItem(verb, first.Point, keyword, id, name, null, item, null);
    }

    private (string Family, ulong Handle)? HandleOf(string kind)
    {
        var at = TableReader.IsFamily(cursor.Peek().Text) ? 1 : 0;
        if (!cursor.Peek(at).Is("handle") || cursor.Peek(at + 1).Kind != LexemeKind.Number)
        {
            return null;
        }
        var family = at == 1 ? cursor.Take().Text : "ip";
        cursor.Take();
        return (family, cursor.Number($"the handle of a {kind}"));
    }

    private Command Renaming(Lexeme first)
    {
        cursor.Expect("chain");
        var (table, name) = Names();
        return new Command.OfItem(
            "rename",
            first.Point,
            "chain",
            table,
            name,
            null,
            null,
            cursor.Name("a new name")
        );
    }
}
