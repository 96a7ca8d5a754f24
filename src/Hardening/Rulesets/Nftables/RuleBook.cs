using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables;

/// <summary>
/// Knows which line of which text put a rule where it is: it follows what <c>nft -f</c> did. Where it can't follow, it forgets a chain rather than name a wrong line.
/// </summary>
public sealed class RuleBook
{
    private readonly Dictionary<(string Table, string Chain), List<RulePlace>> chains = [];
    private readonly Dictionary<(string Table, string Chain), RulePlace> policies = [];
    private readonly HashSet<(string Table, string Chain)> lost = [];

    /// <summary>Whether a text was loaded that this book can't follow at all: then it finds nothing.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Follows <c>nft -f</c>, which loads a text whole or not at all.</summary>
    /// <param name="file">A text that the tool accepted.</param>
    public void Load(RulesetFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Document document;
        try
        {
            document = DocumentText.Read(file.Name, file.Text);
        }
        catch (InputException)
        {
            // The tool took what we can't read, such as an included file: what it says is not known here.
            IsLost = true;
            return;
        }
        foreach (var command in document.Commands)
        {
            Run(command, file.Name);
        }
    }

    /// <summary>The place of a rule, if it is known.</summary>
    /// <param name="family">The table's family, such as <c>inet</c>.</param>
    /// <param name="table">The table.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="number">One-based.</param>
    public RulePlace? Find(string family, string table, string chain, int number) =>
        !IsLost
        && chains.TryGetValue(($"{family} {table}", chain), out var rules)
        && number >= 1
        && number <= rules.Count
            ? rules[number - 1]
            : null;

    /// <summary>The place that last set a base chain's policy, if one did.</summary>
    public RulePlace? FindPolicy(string family, string table, string chain) =>
        IsLost ? null : policies.GetValueOrDefault(($"{family} {table}", chain));

    private void Run(Command command, string file)
    {
        switch (command)
        {
            case Command.OfTable { Verb: "add" or "create", Table: var table }:
                foreach (var chain in table.Items.OfType<TableItem.Chain>())
                {
                    Add(table.Id, chain, file);
                }
                break;
            case Command.OfItem { Verb: "add" or "create", Item: TableItem.Chain chain } item:
                Add(item.Table, chain, file);
                break;
            case Command.OfRuleset { Verb: "flush", Family: var family }:
                Remove(
                    chain =>
                        family is null
                        || chain.Table.StartsWith(family + " ", StringComparison.Ordinal),
                    keep: false
                );
                break;
            case Command.OfTable { Verb: "delete" or "destroy" or "flush" } table:
                var id = table.Table.Id.ToString();
                Remove(chain => chain.Table == id, keep: table.Verb == "flush");
                break;
            case Command.OfItem { Keyword: "chain", Name.Length: > 0 } item
                when item.Verb is "delete" or "destroy" or "flush" && item.Item is null:
                var name = (item.Table.ToString(), item.Name);
                Remove(chain => chain == name, keep: item.Verb == "flush");
                break;
            case Command.OfRule { Verb: not "reset" } rule:
                Rule(rule, file);
                break;
        }
    }

    private void Add(TableId table, TableItem.Chain chain, string file)
    {
        var key = (table.ToString(), chain.Name);
        if (chain.Policy is Expression.Symbol policy)
        {
            policies[key] = new RulePlace(file, chain.PolicyPoint.Line, $"policy {policy.Text}");
        }
        if (chain.Rules.Count > 0)
        {
            Rules(key).AddRange(chain.Rules.Select(rule => Place(rule, file)));
        }
    }

    private static RulePlace Place(Rule rule, string file) => new(file, rule.Point.Line, rule.Text);

    private void Rule(Command.OfRule command, string file)
    {
        var chain = (command.Table.ToString(), command.Chain);
        var rules = Rules(chain);
        var index = (command.Verb, command.Place) switch
        {
            ("add", "index") => (long)command.Number + 1,
            ("insert", "index") => (long)command.Number,
            (_, not null) => -1,
            ("add", null) => rules.Count,
            ("insert", null) => 0,
            _ => -1,
        };
        if (index < 0 || index > rules.Count || command.Rule is null)
        {
            lost.Add(chain);
            chains.Remove(chain);
            return;
        }
        var place = Place(command.Rule, file) with { Line = command.Point.Line };
        rules.Insert((int)index, place);
    }

    /// <summary>A lost chain's rules go into a list that nobody reads.</summary>
    private List<RulePlace> Rules((string, string) chain)
    {
        if (!chains.TryGetValue(chain, out var rules))
        {
            rules = [];
            if (!lost.Contains(chain))
            {
                chains[chain] = rules;
            }
        }
        return rules;
    }

    private void Remove(Predicate<(string Table, string Chain)> which, bool keep)
    {
        foreach (var chain in chains.Keys.Where(chain => which(chain)).ToList())
        {
            chains.Remove(chain);
        }
        foreach (var chain in policies.Keys.Where(chain => which(chain) && !keep).ToList())
        {
            policies.Remove(chain);
        }
        lost.RemoveWhere(which);
    }
}
