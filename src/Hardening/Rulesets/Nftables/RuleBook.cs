using System.Globalization;

namespace Hardening.Rulesets.Nftables;

/// <summary>
/// Knows which line of which text put a rule where it is: it follows what <c>nft -f</c> did without understanding
/// expressions. Where it can't follow, it forgets a chain rather than name a wrong line.
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
        foreach (var statement in BookStatement.Split(file.Text))
        {
            var place = new RulePlace(file.Name, statement.Line, statement.Text);
            if (statement.Blocks.Count == 0)
            {
                RunCommand(statement.Words, place);
            }
            else if (Chain(statement.Blocks) is { } chain)
            {
                Line(chain, statement.Words, place);
            }
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

    /// <summary>The words behind <c>table</c> or <c>chain</c> in a block's head.</summary>
    private static string[]? Named(string head, string keyword)
    {
        var words = head.Split(' ');
        words = words[0] is "add" or "create" ? words[1..] : words;
        return words.Length > 1 && words[0] == keyword ? words[1..] : null;
    }

    /// <summary>The chain whose block it is: within its table's, or alone with all its names.</summary>
    private static (string, string)? Chain(EquatableArray<string> blocks) =>
        blocks.Count == 0 || Named(blocks[^1], "chain") is not { } chain ? null
        : blocks.Count == 1 && chain.Length > 1 ? (Qualified(chain[..^1]), chain[^1])
        : blocks.Count == 2 && Named(blocks[0], "table") is { } table ? (Qualified(table), chain[0])
        : null;

    private static string Qualified(string[] table) =>
        table.Length > 1 ? $"{table[0]} {table[1]}" : $"ip {table[0]}";

    private static bool IsFamily(string word) =>
        word is "ip" or "ip6" or "inet" or "arp" or "bridge" or "netdev";

    private void Line((string, string) chain, string[] words, RulePlace place)
    {
        switch (words[0])
        {
            case "policy":
                policies[chain] = place;
                break;
            case "type" or "comment" or "devices" or "device":
                break;
            default:
                Rules(chain).Add(place);
                break;
        }
    }

    private void RunCommand(string[] words, RulePlace place)
    {
        // What an included file or a variable of it says is not known here.
        IsLost |= words[0] == "include";
        var verb = words[0] is "table" or "chain" or "rule" ? "add" : words[0];
        var rest = verb == words[0] ? words[1..] : words;
        if (rest is not [var kind, .. var names])
        {
            return;
        }
        if (kind == "ruleset")
        {
            Forget(_ => true, keep: false);
            return;
        }
        var family = names.Length > 0 && IsFamily(names[0]) ? names[0] : "ip";
        names = names.Length > 0 && IsFamily(names[0]) ? names[1..] : names;
        if (names.Length == 0)
        {
            return;
        }
        var table = $"{family} {names[0]}";
        if (kind == "table" && verb is "delete" or "destroy" or "flush")
        {
            Forget(chain => chain.Table == table, keep: verb == "flush");
        }
        else if (kind == "chain" && names.Length > 1 && verb is "delete" or "destroy" or "flush")
        {
            Forget(chain => chain == (table, names[1]), keep: verb == "flush");
        }
        else if (kind == "rule" && names.Length > 1)
        {
            Rule(verb, (table, names[1]), names[2..], place);
        }
    }

    private void Rule(string verb, (string, string) chain, string[] rule, RulePlace place)
    {
        var rules = Rules(chain);
        var index = (verb, rule) switch
        {
            ("add", ["index", var text, ..]) => Number(text) + 1,
            ("insert", ["index", var text, ..]) => Number(text),
            (_, ["handle" or "position", ..]) => -1,
            ("add", _) => rules.Count,
            ("insert", _) => 0,
            _ => -1,
        };
        if (index < 0 || index > rules.Count)
        {
            lost.Add(chain);
            chains.Remove(chain);
            return;
        }
        rules.Insert(index, place);
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : -2;

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

    private void Forget(Predicate<(string Table, string Chain)> which, bool keep)
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
