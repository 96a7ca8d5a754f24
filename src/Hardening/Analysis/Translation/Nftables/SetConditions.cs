using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Loading;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>The contents of a table's sets, typed once, and which of them packets change.</summary>
internal sealed class SetConditions
{
    private readonly Dictionary<string, IReadOnlyList<Expression>> elements = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<
        (string Set, (string Text, ConnectionView View) Asked),
        Condition
    > conditions = [];
    private readonly Dictionary<string, string> definitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> emptied = new(StringComparer.Ordinal);
    private readonly LoadedTable table;
    private readonly TableScope scope;

    internal SetConditions(LoadedTable table, TableScope scope)
    {
        this.table = table;
        this.scope = scope;
        foreach (var rule in table.Chains.SelectMany(chain => chain.Rules))
        {
            Note(rule.Rule);
        }
    }

    /// <summary>Whether a text makes it.</summary>
    internal bool Exists(string set) => table.FindSet(set) is not null;

    /// <summary>Whether elements may be there that no text lists.</summary>
    internal bool IsOpen(string set) =>
        changed.Contains(set)
        || table.FindSet(set)?.Declaration.Flags is { } flags
            && (flags.Contains("dynamic") || flags.Contains("timeout"));

    /// <summary>Whether elements that are listed may be gone.</summary>
    internal bool IsEmptied(string set) => emptied.Contains(set);

    /// <summary>How a set is made, whatever it is called; null where no text makes it.</summary>
    internal string? DefinitionOf(string set)
    {
        if (!definitions.TryGetValue(set, out var definition) && table.FindSet(set) is { } loaded)
        {
            definitions[set] = definition = DocumentPrinter.Print(
                loaded.Declaration with
                {
                    Elements = loaded.Elements.ToEquatableArray(),
                }
            );
        }
        return definition;
    }

    /// <summary>What every element of a set is asked besides, as a limit.</summary>
    internal IEnumerable<Statement> Declared(string set) =>
        table.FindSet(set)?.Declaration.Properties.Statements ?? [];

    /// <summary>The elements that texts list, with types.</summary>
    internal IReadOnlyList<Expression> Elements(string set)
    {
        if (!elements.TryGetValue(set, out var known))
        {
            var loaded = table.FindSet(set);
            var signature = scope.Find(set);
            known = loaded is null || signature is null ? [] : Typed(loaded, signature);
            elements[set] = known;
        }
        return known;
    }

    private static List<Expression> Typed(LoadedSet loaded, SetSignature signature)
    {
        var evaluator = new SetEvaluator(new ValueResolver(loaded.File));
        var typed = evaluator.Elements(
            loaded.Elements,
            signature.Key,
            !loaded.Declaration.IsMap ? null
                : signature.Data.Count > 0 ? signature.Data
                : [Rulesets.Nftables.Datatypes.StandardTypes.Text]
        );
        if (signature.IsInterval && !loaded.Declaration.Properties.AutoMerge)
        {
            evaluator.RefuseOverlaps(typed, loaded.Elements);
        }
        return typed;
    }

    /// <summary>What is asked of a set again and again, worked out once.</summary>
    internal Condition Once(
        string set,
        (string Text, ConnectionView View) asked,
        Func<Condition> make
    )
    {
        if (!conditions.TryGetValue((set, asked), out var condition))
        {
            condition = make();
            conditions[(set, asked)] = condition;
        }
        return condition;
    }

    private void Note(Rulesets.Nftables.Syntax.Rule rule)
    {
        foreach (var statement in rule.Statements)
        {
            if (statement is Statement.ChangeSet change)
            {
                (change.Operation == "delete" ? emptied : changed).Add(change.Set);
            }
            else if (statement is Statement.Decide({ Block: { } block }))
            {
                foreach (var inner in block)
                {
                    Note(inner);
                }
            }
        }
    }
}
