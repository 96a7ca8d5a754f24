using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>Writes the tables of a document as nft lists them once it has loaded them.</summary>
internal sealed class DocumentCanonicaliser
{
    private static readonly string[] SetFlags = ["constant", "dynamic", "interval", "timeout"];

    private readonly Dictionary<TableId, TableScope> scopes = [];
    private readonly string file;

    private DocumentCanonicaliser(string file) => this.file = file;

    /// <exception cref="InputException">nft would refuse a rule or an element.</exception>
    internal static Document Canonical(Document document)
    {
        var canonicaliser = new DocumentCanonicaliser(document.File);
        foreach (var table in document.Commands.OfType<Command.OfTable>())
        {
            foreach (var item in table.Table.Items)
            {
                canonicaliser.Scope(table.Table.Id).Declare(item);
            }
        }
        foreach (var item in document.Commands.OfType<Command.OfItem>())
        {
            if (item.Item is { } declared)
            {
                canonicaliser.Scope(item.Table).Declare(declared);
            }
        }
        return document with
        {
            Commands = document.Commands.Select(canonicaliser.Canonical).ToEquatableArray(),
        };
    }

    private TableScope Scope(TableId id)
    {
        if (!scopes.TryGetValue(id, out var scope))
        {
            scope = new TableScope(file, id.Family);
            scopes[id] = scope;
        }
        return scope;
    }

    private Command Canonical(Command command)
    {
        switch (command)
        {
            case Command.OfTable table:
                return table with
                {
                    Table = table.Table with
                    {
                        Items = table
                            .Table.Items.Select(item => Canonical(Scope(table.Table.Id), item))
                            .ToEquatableArray(),
                    },
                };
            case Command.OfItem { Item: { } declared } item:
                return item with { Item = Canonical(Scope(item.Table), declared) };
            case Command.OfRule { Rule: { } written } rule:
                return rule with { Rule = Canonical(Scope(rule.Table), null, written) };
            default:
                return command;
        }
    }

    private TableItem Canonical(TableScope scope, TableItem item) =>
        item switch
        {
            TableItem.Chain chain => chain with
            {
                Rules = chain
                    .Rules.Select(rule => Canonical(scope, chain.Hook?.Name, rule))
                    .ToEquatableArray(),
            },
            TableItem.Set set => Canonical(scope, set),
            TableItem.Stateful
            {
                Kind: StatefulKind.Named
                ("limit", Statement.Limit { Unit: "packets", Burst: 5 } limit)
            } usual => usual with
            {
                Kind = new StatefulKind.Named("limit", limit with { Burst = null }),
            },
            TableItem.Stateful
            {
                Kind: StatefulKind.Named(var keyword, Statement.Quota quota)
            } one => one with
            {
                Kind = new StatefulKind.Named(
                    keyword,
                    new RuleCanonicaliser(scope.Family).Written(quota)
                ),
            },
            _ => item,
        };

    private static Rule Canonical(TableScope scope, string? hook, Rule rule)
    {
        var canonical = new RuleCanonicaliser(scope.Family).Canonical(
            new RuleEvaluator(scope, hook).Evaluate(rule)
        );
        return canonical with
        {
            Statements = canonical
                .Statements.Select(statement =>
                    statement is Statement.Decide({ Block: { } block } verdict)
                        ? new Statement.Decide(
                            verdict with
                            {
                                Block = block
                                    .Select(inner => Canonical(scope, null, inner))
                                    .ToEquatableArray(),
                            }
                        )
                        : statement
                )
                .ToEquatableArray(),
        };
    }

    private TableItem.Set Canonical(TableScope scope, TableItem.Set set)
    {
        var signature = scope.Find(set.Name);
        IReadOnlyList<Datatype>? data =
            !set.IsMap ? null
            : signature is { Data.Count: > 0 } ? signature.Data
            : [StandardTypes.Text];
        return set with
        {
            Flags = Flags(set),
            Elements = signature is null
                ? set.Elements
                : SetEvaluator
                    .WithLengths(
                        new SetEvaluator(new ValueResolver(file)).Elements(
                            set.Elements,
                            signature.Key,
                            data
                        )
                    )
                    .ToEquatableArray(),
        };
    }

    /// <summary>A set that says for how long its elements stay need not say that they may leave.</summary>
    private static EquatableArray<string> Flags(TableItem.Set set) =>
        set is { Flags: { Count: 1 } flags, Properties.Timeout: not null } && flags[0] == "timeout"
            ? []
            : SetFlags.Where(set.Flags.Contains).ToEquatableArray();
}
