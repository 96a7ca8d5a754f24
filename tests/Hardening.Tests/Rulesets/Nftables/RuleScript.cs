using System.Text.RegularExpressions;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Reading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Tests.Rulesets.Nftables;

/// <summary>
/// A file of nft's own tests: <c>:chain;definition</c>, <c>*family;table;chains</c>, <c>!set</c>, <c>?elements</c>, <c>%object</c>, and
/// <c>rule;ok</c>, <c>rule;ok;as it is listed</c> or <c>rule;fail</c>.
/// </summary>
internal sealed partial class RuleScript
{
    private readonly Dictionary<string, string?> hooks = [];
    private readonly List<(string Family, string Table, string Chain)> places = [];
    private readonly List<string> items = [];

    private RuleScript() { }

    /// <summary>The lines of a file; each is tried in all tables and chains that the file names.</summary>
    public static IEnumerable<Trial> Of(string file)
    {
        var script = new RuleScript();
        var number = 0;
        foreach (var raw in File.ReadLines(file))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or '-')
            {
                continue;
            }
            if (line[0] == ':')
            {
                var chain = line[1..].Split(';', 2);
                script.hooks[chain[0]] = HookPattern().Match(chain[1]).Groups[1].Value;
            }
            else if (line[0] == '*')
            {
                var table = line[1..].Split(';');
                script.places.AddRange(
                    table[2].Split(',').Select(chain => (table[0], table[1], chain))
                );
            }
            else
            {
                var match = LinePattern().Match(line);
                var rule = match.Groups[1].Value;
                var isRefused = match.Groups[2].Value == "fail";
                var listed = match.Groups[3].Success ? match.Groups[3].Value.Trim() : rule;
                foreach (var (family, table, chain) in script.places)
                {
                    yield return new Trial(
                        number,
                        rule,
                        isRefused,
                        listed,
                        family,
                        () => script.Try(family, table, chain, rule),
                        rule[0] is '!' or '?' or '%'
                            ? null
                            : statements => script.Evaluate(family, table, chain, statements)
                    );
                }
                if (!isRefused && line[0] is '!' or '%' && !isRefused)
                {
                    script.items.Add(Declaration(rule));
                }
                else if (!isRefused && line[0] == '?')
                {
                    var words = rule[1..].Split(' ', 2);
                    script.elements[words[0]] = script.elements.TryGetValue(words[0], out var more)
                        ? $"{more}, {words[1]}"
                        : words[1];
                }
            }
        }
    }

    /// <summary>What lines before put into the sets, by name.</summary>
    private readonly Dictionary<string, string> elements = [];

    private EvaluatedRule Evaluate(
        string family,
        string table,
        string chain,
        EquatableArray<Statement> statements
    )
    {
        var scope = Scope(family, table);
        return new RuleEvaluator(scope, hooks.GetValueOrDefault(chain))
        {
            ZoneOffset = 7200,
        }.Evaluate(new Rule(statements, null, null, null, default, string.Empty));
    }

    private TableScope Scope(string family, string table)
    {
        var scope = new TableScope("t", family);
        foreach (var item in Items(family, table, string.Join('\n', items)))
        {
            scope.Declare(item);
        }
        return scope;
    }

    private EvaluatedRule? Try(string family, string table, string chain, string rule)
    {
        var scope = Scope(family, table);
        switch (rule[0])
        {
            case '!' or '%':
                scope.Declare(Items(family, table, Declaration(rule))[0]);
                return null;
            case '?':
                var words = rule[1..].Split(' ', 2);
                var before = elements.TryGetValue(words[0], out var there) ? $"{there}, " : "";
                var add = (Command.OfElements)
                    DocumentReader
                        .Read(
                            "t",
                            $"add element {family} {table} {words[0]} {{ {before}{words[1]} }}\n"
                        )
                        .Commands[0];
                var signature =
                    scope.Find(words[0])
                    ?? throw new InputException(new InputError("t", 1, 1, "no such set"));
                var evaluator = new SetEvaluator(new ValueResolver("t"));
                var all = evaluator.Elements(add.Elements, signature.Key, null);
                if (signature.IsInterval)
                {
                    evaluator.RefuseOverlaps(all, []);
                }
                return null;
            default:
                var command = (Command.OfRule)
                    DocumentReader
                        .Read("t", $"add rule {family} {table} {chain} {rule}\n")
                        .Commands[0];
                return new RuleEvaluator(scope, hooks.GetValueOrDefault(chain))
                {
                    ZoneOffset = 7200,
                }.Evaluate(command.Rule!);
        }
    }

    private static EquatableArray<TableItem> Items(string family, string table, string text) =>
        (
            (Command.OfTable)
                DocumentReader.Read("t", $"table {family} {table} {{\n{text}\n}}\n").Commands[0]
        )
            .Table
            .Items;

    private static string Declaration(string line)
    {
        var words = line[1..].Split(' ', 2);
        if (line[0] == '!')
        {
            var kind = words[1].Contains(" : ", StringComparison.Ordinal) ? "map" : "set";
            return $"{kind} {words[0]} {{\n{words[1].Replace(" flags", "\nflags", StringComparison.Ordinal).Replace(" timeout", "\ntimeout", StringComparison.Ordinal)}\n}}";
        }
        var match = ObjectPattern().Match(words[1]);
        var body = match.Groups[2].Value.Trim();
        return $"{match.Groups[1].Value} {words[0]} "
            + (body.StartsWith('{') ? body : $"{{\n{body}\n}}");
    }

    [GeneratedRegex(@"hook (?<hook>\w+)", RegexOptions.None, 1000)]
    private static partial Regex HookPattern();

    [GeneratedRegex("^(?<rule>.*?);(?<end>ok|fail)(?:;(?<listed>.*))?$", RegexOptions.None, 1000)]
    private static partial Regex LinePattern();

    [GeneratedRegex(@"^type (?<kind>ct \w+|\w+)\s*(?<body>.*)$", RegexOptions.None, 1000)]
    private static partial Regex ObjectPattern();

    /// <summary>One line in one chain.</summary>
    /// <param name="Line">Line, one-based.</param>
    /// <param name="Rule">What it says.</param>
    /// <param name="IsRefused">Whether nft refuses it.</param>
    /// <param name="Listed">How nft lists it.</param>
    /// <param name="Family">The table's family.</param>
    /// <param name="Evaluate">Reads and evaluates it; null for one that is no rule.</param>
    /// <param name="EvaluateAs">Evaluates statements in its place.</param>
    public sealed record Trial(
        int Line,
        string Rule,
        bool IsRefused,
        string Listed,
        string Family,
        Func<EvaluatedRule?> Evaluate,
        Func<EquatableArray<Statement>, EvaluatedRule>? EvaluateAs
    );
}
