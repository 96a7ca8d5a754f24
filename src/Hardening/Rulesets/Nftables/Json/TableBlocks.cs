using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Puts what a listing says apart into the blocks of tables: JSON has all chains before all rules.</summary>
internal sealed class TableBlocks
{
    private readonly List<Command> commands = [];
    private readonly Dictionary<TableId, int> places = [];
    private readonly Dictionary<TableId, List<TableItem>> items = [];
    private readonly Dictionary<(TableId, string), List<Rule>> rules = [];

    internal void Add(Command command)
    {
        switch (command)
        {
            case Command.OfTable { Verb: "add" } table:
                if (places.TryAdd(table.Table.Id, commands.Count))
                {
                    items[table.Table.Id] = [];
                    commands.Add(table);
                }
                break;
            case Command.OfItem { Verb: "add", Item: { } item } one
                when items.TryGetValue(one.Table, out var known):
                known.Add(item);
                if (item is TableItem.Chain)
                {
                    rules.TryAdd((one.Table, one.Name), []);
                }
                break;
            case Command.OfRule { Verb: "add", Place: null, Rule: { } rule } one
                when rules.TryGetValue((one.Table, one.Chain), out var chain):
                chain.Add(rule);
                break;
            default:
                // Behind a command that changes things the order of all others counts.
                Close();
                commands.Add(command);
                break;
        }
    }

    internal EquatableArray<Command> Finish()
    {
        Close();
        return commands.ToEquatableArray();
    }

    private void Close()
    {
        foreach (var (id, place) in places)
        {
            var table = (Command.OfTable)commands[place];
            commands[place] = table with
            {
                Table = table.Table with
                {
                    Items = items[id]
                        .OrderBy(Order)
                        .Select(item =>
                            item is TableItem.Chain chain
                                ? chain with
                                {
                                    Rules = rules[(id, chain.Name)].ToEquatableArray(),
                                }
                                : item
                        )
                        .ToEquatableArray(),
                },
            };
        }
        places.Clear();
        items.Clear();
        rules.Clear();
    }

    // That of a listing in text.
    private static int Order(TableItem item) =>
        item switch
        {
            TableItem.Stateful => 0,
            TableItem.Set => 1,
            TableItem.Flowtable => 2,
            _ => 3,
        };
}
