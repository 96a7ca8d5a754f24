using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Loading;

/// <summary>What the kernel holds once texts were loaded in turn.</summary>
internal sealed class LoadedTables
{
    private readonly List<LoadedTable> tables = [];
    private string file = string.Empty;

    /// <summary>In the order in which they were made.</summary>
    internal IReadOnlyList<LoadedTable> Tables => tables;

    /// <summary>Loads a text as <c>nft -f</c> does.</summary>
    /// <exception cref="InputException">A command is about something that is not there.</exception>
    internal void Load(Document document)
    {
        file = document.File;
        foreach (var command in document.Commands)
        {
            Run(command);
        }
    }

    private void Run(Command command)
    {
        switch (command)
        {
            case Command.OfRuleset { Verb: "flush", Family: var family }:
                tables.RemoveAll(table => family is null || table.Id.Family == family);
                break;
            case Command.OfTable { Verb: "add" or "create" } add:
                Merge(Table(add.Table.Id), add.Table);
                break;
            case Command.OfTable { Verb: "delete" or "destroy" } delete:
                if (
                    tables.RemoveAll(table => table.Id == delete.Table.Id) == 0
                    && delete.Verb == "delete"
                )
                {
                    throw Missing(delete.Point, "table", delete.Table.Id.ToString());
                }
                break;
            case Command.OfTable { Verb: "flush" } flush:
                foreach (var chain in Existing(flush.Table.Id, flush.Point).Chains)
                {
                    chain.Rules.Clear();
                }
                break;
            case Command.OfItem item:
                Run(item);
                break;
            case Command.OfRule rule:
                Run(rule);
                break;
            case Command.OfElements elements:
                Run(elements);
                break;
        }
    }

    private void Run(Command.OfItem command)
    {
        if (command.Keyword == "table")
        {
            throw Unknown(command.Point, "a table's handle");
        }
        if (command.Verb is "add" or "create")
        {
            var table = Existing(command.Table, command.Point);
            if (command.Item is { } item)
            {
                Add(table, item);
            }
            return;
        }
        if (command.Verb == "destroy" && !tables.Exists(table => table.Id == command.Table))
        {
            return;
        }
        var of = Existing(command.Table, command.Point);
        switch (command.Keyword)
        {
            case "chain":
                ChangeChain(of, command);
                break;
            case "set" or "map" or "meter":
                var set = command.Handle is null
                    ? of.FindSet(command.Name)
                    : of.Sets.Find(one => one.Declaration.Handle == command.Handle);
                if (set is null)
                {
                    if (command.Verb != "destroy")
                    {
                        throw Missing(command.Point, command.Keyword, command.Name);
                    }
                }
                else if (command.Verb == "flush")
                {
                    set.Elements.Clear();
                }
                else if (command.Verb is "delete" or "destroy")
                {
                    of.Sets.Remove(set);
                }
                break;
            default:
                if (command.Verb is "delete" or "destroy")
                {
                    of.Objects.RemoveAll(one => one.Name == command.Name);
                }
                break;
        }
    }

    private void ChangeChain(LoadedTable table, Command.OfItem command)
    {
        if (command.Handle is not null)
        {
            throw Unknown(command.Point, "a chain's handle");
        }
        var chain = table.FindChain(command.Name);
        if (chain is null)
        {
            if (command.Verb == "destroy")
            {
                return;
            }
            throw Missing(command.Point, "chain", command.Name);
        }
        switch (command.Verb)
        {
            case "flush":
                chain.Rules.Clear();
                break;
            // With a block it is devices that are taken away, of which one rule alone does not tell.
            case "delete" or "destroy" when command.Item is null:
                table.Chains.Remove(chain);
                break;
            case "rename" when command.NewName is { } name:
                chain.Name = name;
                break;
        }
    }

    private void Run(Command.OfRule command)
    {
        var table = Existing(command.Table, command.Point);
        var chain =
            table.FindChain(command.Chain) ?? throw Missing(command.Point, "chain", command.Chain);
        if (command.Verb == "reset")
        {
            return;
        }
        var at = chain.Rules.Count;
        if (command.Place == "index")
        {
            at = (int)Math.Min(command.Number, int.MaxValue);
            if (at >= chain.Rules.Count)
            {
                throw Error(
                    command.Point,
                    $"found index {command.Number}, expected less than {chain.Rules.Count}, the number of rules of {command.Chain}"
                );
            }
        }
        else if (command.Place is not null)
        {
            at = chain.Rules.FindIndex(rule => rule.Rule.Handle == command.Number);
            if (at < 0)
            {
                throw Unknown(command.Point, $"the rule with the handle {command.Number}");
            }
        }
        if (command.Verb is "delete" or "destroy" or "replace")
        {
            chain.Rules.RemoveAt(at);
        }
        if (command.Rule is not { } rule)
        {
            return;
        }
        at =
            command.Verb == "insert" && command.Place is null ? 0
            : command.Verb is "add" or "create" && command.Place is not null ? at + 1
            : at;
        chain.Rules.Insert(at, new PlacedRule(rule, file));
    }

    private void Run(Command.OfElements command)
    {
        var table = Existing(command.Table, command.Point);
        var set =
            table.FindSet(command.Set) ?? throw Missing(command.Point, "set or map", command.Set);
        if (command.Verb is "add" or "create")
        {
            set.Elements.AddRange(command.Elements);
            return;
        }
        if (command.Verb is not ("delete" or "destroy"))
        {
            return;
        }
        var gone = command.Elements.Select(Key).ToHashSet(StringComparer.Ordinal);
        var before = set.Elements.Count;
        set.Elements.RemoveAll(element => gone.Contains(Key(element)));
        if (command.Verb == "delete" && before - set.Elements.Count < gone.Count)
        {
            throw Error(
                command.Point,
                $"found an element that is not in {command.Set} as it is written, expected one that a text before it added; flush the set and add those that are to stay"
            );
        }
    }

    private static string Key(Expression element) =>
        DocumentPrinter.Print(
            element switch
            {
                Expression.Mapping(Expression.Element carried, _) => carried.Key,
                Expression.Mapping(var key, _) => key,
                Expression.Element carried => carried.Key,
                _ => element,
            }
        );

    private void Merge(LoadedTable table, Table block)
    {
        table.IsDormant = block.Flags.Contains("dormant");
        foreach (var item in block.Items)
        {
            Add(table, item);
        }
    }

    private void Add(LoadedTable table, TableItem item)
    {
        switch (item)
        {
            case TableItem.Chain chain:
                Add(table, chain);
                break;
            case TableItem.Set set when table.FindSet(set.Name) is { } known:
                known.Elements.AddRange(set.Elements);
                break;
            case TableItem.Set set:
                table.Sets.Add(new LoadedSet(set, file));
                break;
            case TableItem.Stateful stateful:
                table.Objects.Add(stateful);
                break;
        }
    }

    private void Add(LoadedTable table, TableItem.Chain chain)
    {
        var loaded = table.FindChain(chain.Name);
        if (loaded is null)
        {
            loaded = new LoadedChain(chain.Name);
            table.Chains.Add(loaded);
        }
        if (chain.Hook is { } hook)
        {
            loaded.Hook = hook;
            loaded.HookPlace = new RulePlace(
                file,
                hook.Point.Line,
                $"type {hook.Type} hook {hook.Name}"
            );
        }
        if (chain.Policy is Expression.Symbol policy)
        {
            loaded.DropsByDefault = policy.Text == "drop";
            loaded.PolicyPlace = new RulePlace(
                file,
                chain.PolicyPoint.Line,
                $"policy {policy.Text}"
            );
        }
        loaded.Rules.AddRange(chain.Rules.Select(rule => new PlacedRule(rule, file)));
    }

    private LoadedTable Table(TableId id)
    {
        var table = tables.Find(one => one.Id == id);
        if (table is null)
        {
            table = new LoadedTable(id);
            tables.Add(table);
        }
        return table;
    }

    private LoadedTable Existing(TableId id, SourcePoint point) =>
        tables.Find(table => table.Id == id) ?? throw Missing(point, "table", id.ToString());

    private InputException Missing(SourcePoint point, string kind, string name) =>
        Error(
            point,
            $"found the {kind} {Quotation.Of(name)}, which no text before it makes; expected what nft list ruleset prints, or the text that makes it first"
        );

    private InputException Unknown(SourcePoint point, string what) =>
        Error(
            point,
            $"found {what}, which no text before it shows; expected what nft -a list ruleset prints"
        );

    private InputException Error(SourcePoint point, string message) =>
        new(new InputError(file, Math.Max(1, point.Line), Math.Max(1, point.Column), message));
}
