using System.Globalization;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads tables and what is in them.</summary>
/// <param name="cursor">The words.</param>
/// <param name="definitions">Definitions may stand in any block.</param>
internal sealed class TableReader(Cursor cursor, DefinitionReader definitions)
{
    private static readonly string[] Families = ["ip", "ip6", "inet", "arp", "bridge", "netdev"];

    internal static bool IsFamily(string word) => Array.IndexOf(Families, word) >= 0;

    internal string Family() => cursor.Expect("a family", Families);

    /// <summary>A family, if it is said, and the name of a table.</summary>
    internal TableId Id()
    {
        var family = "ip";
        if (
            cursor.Peek().Kind == LexemeKind.Word
            && IsFamily(cursor.Peek().Text)
            && cursor.Peek(1).Kind is LexemeKind.Word or LexemeKind.Quoted or LexemeKind.Variable
        )
        {
            family = cursor.Take().Text;
        }
        return new TableId(family, cursor.Name("the name of a table"));
    }

    internal Table Empty()
    {
        var point = cursor.Peek().Point;
        return new Table(Id(), null, null, [], [], null, [], point);
    }

    internal Command Table(string verb, SourcePoint point)
    {
        var notes = cursor.TakeRemarks();
        var table = Empty();
        return cursor.Is("{")
            ? new Command.OfTable(
                verb,
                point,
                Block(() => Body(table with { Notes = notes, Point = point })),
                true
            )
            : new Command.OfTable(verb, point, table with { Notes = notes }, false);
    }

    /// <summary>A chain by a command of its own.</summary>
    internal Command TopChain(string verb, SourcePoint point)
    {
        var id = Id();
        return ChainOf(verb, point, id, cursor.Name("the name of a chain"));
    }

    internal Command ChainOf(string verb, SourcePoint point, TableId id, string name) =>
        new Command.OfItem(
            verb,
            point,
            "chain",
            id,
            name,
            null,
            cursor.Is("{")
                ? Chain(name, point)
                : new TableItem.Chain(name, null, null, point, null, null, default, [], []),
            null
        );

    internal TableItem.Flowtable Flowtable(string name, SourcePoint point) =>
        Block(() =>
        {
            string? comment = null;
            Hook? hook = null;
            var devices = new List<Expression>();
            var hasCounter = false;
            EquatableArray<string> flags = [];
            cursor.Expect("{");
            var handle = RuleReader.Handle(cursor.RemarkBehind()).Handle;
            while (Continues())
            {
                switch (cursor.Peek().Text)
                {
                    case "hook":
                        hook = HookLine(string.Empty, cursor.Peek().Point);
                        break;
                    case "devices":
                        devices.AddRange(Devices());
                        break;
                    case "counter":
                        cursor.Take();
                        hasCounter = true;
                        break;
                    case "flags":
                        flags = Flags("offload");
                        break;
                    case "comment":
                        comment = Comment();
                        break;
                    default:
                        throw cursor.Fault("hook, devices, counter, flags, comment or \"}\"");
                }
                cursor.EndStatement();
            }
            hook =
                hook is null && devices.Count == 0
                    ? null
                    : (hook ?? new Hook(string.Empty, string.Empty, [], true, default!, point)) with
                    {
                        Devices = devices.ToEquatableArray(),
                    };
            return new TableItem.Flowtable(name, comment, handle, point, hook, hasCounter, flags);
        });

    private Table Body(Table table)
    {
        cursor.Expect("{");
        var (handle, note) = HeadRemark(cursor.RemarkBehind());
        string? comment = null;
        var flags = new List<string>();
        var items = new List<TableItem>();
        while (Continues())
        {
            if (definitions.TryRead())
            {
                cursor.EndStatement();
                continue;
            }
            var first = cursor.Peek();
            var notes = cursor.TakeRemarks();
            var count = items.Count;
            switch (first.Text)
            {
                case "comment":
                    comment = Comment();
                    break;
                case "flags":
                    flags.AddRange(Flags("dormant", "owner", "persist"));
                    break;
                case "chain":
                    cursor.Take();
                    items.Add(Chain(cursor.Name("the name of a chain"), first.Point));
                    break;
                case "set" or "map":
                    cursor.Take();
                    items.Add(
                        new SetReader(cursor, definitions).Read(
                            cursor.Name("a name"),
                            first.Text == "map",
                            first.Point
                        )
                    );
                    break;
                case "flowtable":
                    cursor.Take();
                    items.Add(Flowtable(cursor.Name("the name of a flow table"), first.Point));
                    break;
                case "counter" or "quota" or "limit" or "secmark" or "synproxy" or "tunnel" or "ct":
                    var keyword = ObjectReader.Keyword(cursor);
                    items.Add(
                        new ObjectReader(cursor).Read(keyword, cursor.Name("a name"), first.Point)
                            ?? throw cursor.Fault("\"{\"")
                    );
                    break;
                default:
                    throw cursor.Fault(
                        "a chain, set, map, flowtable or stateful object, flags, comment or \"}\""
                    );
            }
            if (items.Count > count)
            {
                items[^1] = items[^1] with { Notes = notes };
            }
            cursor.EndStatement();
        }
        return table with
        {
            Comment = comment,
            Handle = handle,
            HeadNote = note,
            Flags = flags.ToEquatableArray(),
            Items = items.ToEquatableArray(),
        };
    }

    private static (ulong? Handle, string? Note) HeadRemark(string? remark)
    {
        var (handle, note) = RuleReader.Handle(remark);
        var last = note?.LastIndexOf("# handle ", StringComparison.Ordinal) ?? -1;
        return
            last > 0
            && note is not null
            && ulong.TryParse(
                note.AsSpan(last + "# handle ".Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? (number, note[..last].TrimEnd())
            : (handle, note);
    }

    private TableItem.Chain Chain(string name, SourcePoint point) =>
        Block(() =>
        {
            cursor.Expect("{");
            var handle = RuleReader.Handle(cursor.RemarkBehind()).Handle;
            string? comment = null;
            Hook? hook = null;
            Expression? policy = null;
            SourcePoint policyPoint = default;
            var devices = new List<Expression>();
            EquatableArray<string> flags = [];
            var rules = new List<Rule>();
            var notes = new List<string>();
            var reader = new RuleReader(cursor);
            while (Continues())
            {
                if (definitions.TryRead())
                {
                    cursor.EndStatement();
                    continue;
                }
                var first = cursor.Peek();
                notes.AddRange(cursor.TakeRemarks());
                var next = cursor.Peek(1);
                switch (first.Text)
                {
                    case "type" when first.Kind == LexemeKind.Word:
                        cursor.Take();
                        hook = HookLine(
                            cursor.Expect("a type of chain", "filter", "nat", "route"),
                            first.Point
                        );
                        break;
                    case "policy" when first.Kind == LexemeKind.Word:
                        cursor.Take();
                        policyPoint = first.Point;
                        policy =
                            cursor.Peek().Kind == LexemeKind.Variable
                                ? cursor.Scope.Find(cursor, cursor.Take())
                                : new Expression.Symbol(
                                    cursor.Expect("a policy", "accept", "drop"),
                                    false,
                                    cursor.Last.Point
                                );
                        if (policy is not Expression.Symbol { Text: "accept" or "drop" })
                        {
                            throw cursor.FaultAt(cursor.Last, "accept or drop");
                        }
                        break;
                    case "comment" when next.Kind == LexemeKind.Quoted:
                        comment = Comment();
                        break;
                    case "devices" when next.Is("="):
                        devices.AddRange(Devices());
                        break;
                    case "flags" when first.Kind == LexemeKind.Word:
                        flags = Flags("offload");
                        break;
                    default:
                        rules.Add(reader.Read() with { Notes = notes.ToEquatableArray() });
                        notes.Clear();
                        break;
                }
                cursor.EndStatement();
            }
            if (devices.Count > 0 && hook is not null)
            {
                hook = hook with
                {
                    Devices = [.. hook.Devices, .. devices],
                    DevicesInBraces = true,
                };
            }
            return new TableItem.Chain(
                name,
                comment,
                handle,
                point,
                hook,
                policy,
                policyPoint,
                flags,
                rules.ToEquatableArray()
            )
            {
                EndNotes = [.. notes, .. cursor.TakeRemarks()],
            };
        });

    private Hook HookLine(string type, SourcePoint point)
    {
        cursor.Expect("hook");
        var name = cursor.Expect(
            "a hook",
            "ingress",
            "prerouting",
            "input",
            "forward",
            "output",
            "postrouting",
            "egress"
        );
        var devices = new List<Expression>();
        var inBraces = false;
        while (true)
        {
            if (cursor.Is("device"))
            {
                cursor.Take();
                var device = cursor.Peek();
                if (device.Kind == LexemeKind.Variable)
                {
                    cursor.Take();
                    devices.AddRange(Listed(cursor.Scope.Find(cursor, device)));
                    continue;
                }
                devices.Add(
                    new Expression.Symbol(cursor.Quoted("the name of a device"), true, device.Point)
                );
            }
            else if (cursor.Is("devices"))
            {
                devices.AddRange(Devices());
                inBraces = true;
            }
            else
            {
                break;
            }
        }
        return new Hook(
            type,
            name,
            devices.ToEquatableArray(),
            inBraces,
            new PriorityReader(cursor).Read(),
            point
        );
    }

    private IEnumerable<Expression> Devices()
    {
        cursor.Take();
        cursor.Expect("=");
        if (cursor.Peek().Kind == LexemeKind.Variable)
        {
            var variable = cursor.Take();
            return Listed(cursor.Scope.Find(cursor, variable));
        }
        return new ExpressionReader(cursor).Elements().SelectMany(Listed);
    }

    /// <summary>The names of devices, however they are listed.</summary>
    private IEnumerable<Expression> Listed(Expression devices) =>
        devices switch
        {
            Expression.SetLiteral(var elements, _) => elements.SelectMany(Listed),
            Expression.Alternatives(var items) => items.SelectMany(Listed),
            Expression.Symbol symbol => [symbol with { IsQuoted = true }],
            _ => throw cursor.FaultAt(cursor.Last, "names of devices"),
        };

    private EquatableArray<string> Flags(params ReadOnlySpan<string> known)
    {
        cursor.Take();
        var flags = new List<string> { cursor.Expect("a flag", known) };
        while (cursor.TryTake(","))
        {
            flags.Add(cursor.Expect("a flag", known));
        }
        return flags.ToEquatableArray();
    }

    private string Comment()
    {
        cursor.Take();
        return cursor.Quoted("a comment in quotes");
    }

    /// <summary>Whether another line of a block follows; takes the brace if none does.</summary>
    private bool Continues()
    {
        cursor.SkipSeparators();
        if (cursor.TryTake("}"))
        {
            return false;
        }
        return cursor.Peek().Kind == LexemeKind.End ? throw cursor.Fault("\"}\" before it") : true;
    }

    private T Block<T>(Func<T> read)
    {
        cursor.Scope = new Scope(cursor.Scope);
        var result = cursor.Nested(read);
        // A scope that was entered has one around it.
        cursor.Scope = cursor.Scope.Outer!;
        return result;
    }
}
